"""A skill against its evidence: cited, elsewhere, derived, nowhere; citations that lead nowhere."""

from __future__ import annotations

import pytest

from bot.model.draft import Source
from bot.model.repository import Skill
from bot.model.verification import NumberCheck, SkillCheck, Standing
from bot.verify.evidence_index import Evidence
from bot.verify.skill_check import check_skill

PATH = ".codex/skills/lora-rank/SKILL.md"
REPORT = "reports/lora.md"
TEXTS = {
    REPORT: "# LoRA\n\n| Rank | Loss | Memory |\n|---|---|---|\n| 16 | 1.087 | 58474 MiB |\n| 32 | 1.0849 | 59696 MiB |\n",
    "references/log.md": "The score was 0.3221761082 on 2230.87 rows in 2h.\n",
    "notes/other.md": "77.7\n",
}
DEFINITIONS = "\n\n[L5]: ../../../reports/lora.md?plain=1#L5\n[L5-L6]: ../../../reports/lora.md?plain=1#L5-L6\n"


def check(body: str, definitions: str = DEFINITIONS) -> SkillCheck:
    evidence = Evidence(TEXTS, {REPORT, "references/log.md"}, {"plots/loss.png"})
    return check_skill(Skill("lora-rank", PATH, body + definitions), evidence, ("reports/",))


def only(body: str, definitions: str = DEFINITIONS) -> NumberCheck:
    (found,) = check(body, definitions).numbers
    return found


def standings(body: str) -> list[tuple[str, Standing]]:
    return [(each.number, each.standing) for each in check(body).numbers]


def test_a_number_on_its_cited_line_is_cited() -> None:
    assert only("Loss 1.087. [L5]") == NumberCheck(1, "1.087", Standing.CITED, Source(REPORT, (5, 5)), (), True)


def test_a_citation_speaks_for_its_whole_paragraph() -> None:
    assert only("The loss is 1.087,\nwhich is good. [L5]").standing is Standing.CITED


def test_without_a_citation_of_its_own_a_passage_rests_on_those_of_its_section() -> None:
    body = "## Setup\n\nAll is well. [L5]\n\n```yaml\nloss: 1.087\n```\n\n## More\n\nNothing. [L5-L6]\n\n- loss 1.0849\n"
    assert [(each.number, each.place) for each in check(body).numbers] == [
        ("1.087", Source(REPORT, (5, 5))),
        ("1.0849", Source(REPORT, (5, 6))),
    ]


def test_a_number_on_another_line_is_elsewhere_and_astray() -> None:
    found = only("Loss 1.0849. [L5]")
    assert (found.standing, found.place, found.is_astray) == (Standing.ELSEWHERE, Source(REPORT, (6, 6)), True)


def test_a_skill_without_citations_is_checked_against_all_evidence() -> None:
    found = only("It saw 2230.87 rows.", "")
    assert (found.standing, found.place) == (Standing.ELSEWHERE, Source("references/log.md", (1, 1)))
    assert not found.is_astray


@pytest.mark.parametrize("written", ["1.088", "33%", "77.7", "0.33"])
def test_what_is_in_no_evidence_stands_nowhere(written: str) -> None:
    """The file with 77.7 is at hand and is no evidence."""
    assert only(f"It is {written} now.").standing is Standing.NOWHERE


@pytest.mark.parametrize("written", ["57.1 GiB", "1.09", "58474"])
def test_a_cited_figure_may_be_rounded_and_in_a_larger_unit(written: str) -> None:
    assert only(f"It is {written}. [L5]").standing is Standing.CITED


def test_a_figure_of_any_report_may_be_rounded_only_if_it_is_telling() -> None:
    assert [each for _, each in standings("0.32218 and 0.322.")] == [Standing.ELSEWHERE, Standing.NOWHERE]


def test_a_difference_a_change_and_a_ratio_follow_from_numbers_beside_them() -> None:
    body = "From 59696 to 58474 MiB, -1222 MiB, -2.0%, 1.021x. [L5-L6]"
    found = check(body).numbers
    assert [each.standing for each in found] == [Standing.CITED] * 2 + [Standing.DERIVED] * 3
    assert found[2].operands == ("59696", "58474")


@pytest.mark.parametrize("wrong", ["-1223 MiB", "-2.2%", "1.022x", "1222%"])
def test_arithmetic_that_is_wrong_stands_nowhere(wrong: str) -> None:
    assert standings(f"From 59696 to 58474 MiB, {wrong}. [L5-L6]")[-1][1] is Standing.NOWHERE


def test_nothing_follows_from_a_number_that_stands_nowhere() -> None:
    assert [each for _, each in standings("From 59696 to 50000, -9696. [L6]")] == [
        Standing.CITED,
        Standing.NOWHERE,
        Standing.NOWHERE,
    ]


def test_a_row_may_tell_the_change_between_two_other_rows() -> None:
    body = "| Run | Memory |\n|---|---|\n| r32 | 59696 |\n| r16 | 58474 |\n| saved | 2.05% |\n"
    assert standings(body)[-1] == ("2.05%", Standing.DERIVED)


@pytest.mark.parametrize(
    ("definition", "message"),
    [
        ("[L9]: ../../../reports/lora.md?plain=1#L9", "reports/lora.md has 6 lines"),
        ("[L0]: ../../../reports/lora.md#L0", "reports/lora.md has 6 lines"),
        ("[L6]: ../../../reports/lora.md#L6-L5", "reports/lora.md has 6 lines"),
        ("[L5]: ../../../reports/gone.md?plain=1#L5", "there is no file reports/gone.md"),
    ],
)
def test_a_citation_of_lines_or_a_file_that_is_not_there_is_broken(definition: str, message: str) -> None:
    found = check("Good.\n\n", definition)
    assert [(each.line, each.message) for each in found.broken] == [(3, message)]
    assert not found.is_grounded


def test_a_label_without_definition_is_broken() -> None:
    assert [each.citation for each in check("Good. [lora L7]", "").broken] == ["[lora L7]"]


@pytest.mark.parametrize(
    ("body", "broken"),
    [
        ("`reports/gone.md`", 1),
        ("[report](../../../reports/gone.md)", 1),
        ("`reports/lora.md#L60`", 1),
        ("`reports/lora.md#L6`, [plot](../../../plots/loss.png), [site](https://example.org/x.md)", 0),
        ("`outputs/run/summary.json` stays on the cluster; name it `reports/{name}.md` or `reports/*.md`.", 0),
    ],
)
def test_a_file_that_a_skill_names_has_to_exist_where_evidence_is_kept(body: str, broken: int) -> None:
    assert len(check(body, "").broken) == broken


def test_a_citation_in_the_text_counts_as_one_with_a_label() -> None:
    assert only("Loss 1.0849 (`reports/lora.md#L6`).", "").standing is Standing.CITED
