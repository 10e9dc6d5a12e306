"""A verification as text, JSON and annotations."""

from __future__ import annotations

import json

from bot.model.draft import Source
from bot.model.verification import BrokenCitation, NumberCheck, SkillCheck, Standing
from bot.present.ansi import Paint
from bot.present.verification import verification_annotations, verification_json, verification_text

PLACE = Source("reports/a.md", (12, 12))
GOOD = SkillCheck("good", "s/good/SKILL.md", (NumberCheck(3, "0.5", Standing.CITED, PLACE, (), True),), ())
BAD = SkillCheck(
    "bad",
    "s/bad/SKILL.md",
    (
        NumberCheck(7, "0.93", Standing.NOWHERE),
        NumberCheck(8, "16", Standing.ELSEWHERE, PLACE, (), True),
        NumberCheck(9, "4", Standing.DERIVED, None, ("16", "12")),
    ),
    (BrokenCitation(5, "[L90]", "reports/a.md has 40 lines"),),
)


def test_the_text_names_each_line_that_is_wrong_and_sums_up() -> None:
    assert verification_text([GOOD, BAD], Paint(False)).splitlines() == [
        "good  1 number: 1 on the cited lines",
        "bad  3 numbers: 1 in the evidence, not cited, 1 derived, 1 nowhere; 1 broken citation",
        "  s/bad/SKILL.md:5: [L90]: reports/a.md has 40 lines",
        "  s/bad/SKILL.md:7: 0.93 stands nowhere in the evidence",
        "  s/bad/SKILL.md:8: 16 stands in reports/a.md L12, not on the cited lines",
        "",
        "2 skills, 4 numbers: 1 on the cited lines, 1 in the evidence, not cited, 1 derived, 1 nowhere; 1 broken citation",
    ]


def test_the_document_for_programs_says_where_each_number_stands() -> None:
    document = json.loads(verification_json([GOOD, BAD]))
    assert (document["schema"], document["grounded"]) == ("retro-bot/verify/1", False)
    assert document["counts"] == {"cited": 1, "elsewhere": 1, "derived": 1, "nowhere": 1, "broken_citations": 1}
    assert document["skills"][1]["numbers"] == [
        {"line": 7, "number": "0.93", "standing": "nowhere"},
        {"line": 8, "number": "16", "standing": "elsewhere", "place": {"path": "reports/a.md", "lines": [12, 12]}},
        {"line": 9, "number": "4", "standing": "derived", "operands": ["16", "12"]},
    ]


def test_github_gets_a_warning_for_each_problem_and_a_notice() -> None:
    assert verification_annotations([BAD], "sub/").splitlines() == [
        "::warning file=sub/s/bad/SKILL.md,line=5,title=retro-bot::[L90]: reports/a.md has 40 lines",
        "::warning file=sub/s/bad/SKILL.md,line=7,title=retro-bot::0.93 stands nowhere in the evidence",
        "::notice title=retro-bot::1 skill, 3 numbers: "
        "1 in the evidence, not cited, 1 derived, 1 nowhere; 1 broken citation",
    ]


def test_github_gets_no_more_warnings_than_it_shows() -> None:
    many = BAD._replace(numbers=tuple(NumberCheck(line, "0.93", Standing.NOWHERE) for line in range(6, 20)))
    *warnings, notice = verification_annotations([many]).splitlines()
    assert len(warnings) == 10
    assert notice.endswith("; 5 more problems are listed by: retro-bot verify")
