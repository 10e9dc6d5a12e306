"""What sections and blocks are about."""

from __future__ import annotations

import pytest

from bot.extract.context import SectionRole
from bot.extract.section_roles import block_roles, label_of, label_role, named_outcome, section_role, text_role
from bot.model.report import Report, Section
from bot.reading.markdown import markdown_blocks


def sections(text: str) -> list[Section]:
    return list(Report("r.md", "markdown", blocks=markdown_blocks(text)).sections())


def role_of(heading: str) -> SectionRole:
    return section_role(sections(f"# Report\n\n## {heading}\n\ntext\n")[-1])


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("4.2 What didn’t work", SectionRole.FAILED),
        ("What Worked", SectionRole.WORKED),
        ("What did not yet improve much", SectionRole.FAILED),
        ("Recommended Fixes", SectionRole.PRACTICES),
        ("Experiment: lower beta (NEXT)", SectionRole.PLAN),
        ("Run 4 [pending]", SectionRole.PLAN),
        ("Target", SectionRole.OBJECTIVE),
        ("Target outcomes", SectionRole.OBJECTIVE),
        ("Target modules", SectionRole.OTHER),
        ("3. Results", SectionRole.RESULTS),
        ("5. Lessons learned → candidate skills", SectionRole.FINDINGS),
        ("Next Steps", SectionRole.QUESTIONS),
        ("Issues Encountered and Fixes", SectionRole.PROBLEMS),
        ("1.3 Base hyperparameters", SectionRole.SETTINGS),
        ("Environment", SectionRole.SETUP),
        ("Appendix", SectionRole.FILES),
        ("Objective", SectionRole.OBJECTIVE),
        ("Outcome against the goals", SectionRole.RESULTS),
        ("실패한 실험", SectionRole.FAILED),
        ("结论与分析", SectionRole.FINDINGS),
        ("下一步计划", SectionRole.QUESTIONS),
        ("Bài học rút ra", SectionRole.FINDINGS),
        ("What happened", SectionRole.FINDINGS),
        ("What I would do again", SectionRole.PRACTICES),
        ("Predictions", SectionRole.OBJECTIVE),
        ("Prediction outcomes", SectionRole.RESULTS),
        ("Controlled (what stays fixed)", SectionRole.SETTINGS),
        ("Results by configuration", SectionRole.RESULTS),
        ("Averaged by config", SectionRole.OTHER),
        ("Why the second run failed", SectionRole.FINDINGS),
        ("Swapping the tokenizer", SectionRole.OTHER),
    ],
)
def test_a_heading_names_its_role(heading: str, role: SectionRole) -> None:
    assert role_of(heading) is role


def test_what_failed_stays_so_below_headings_that_name_runs_or_results() -> None:
    assert section_role(sections("# R\n\n## What Failed\n\n### Run 3\n\ntext\n")[-1]) is SectionRole.FAILED
    assert section_role(sections("# R\n\n## Analysis\n\n### Results\n\ntext\n")[-1]) is SectionRole.RESULTS


def test_a_long_lead_in_names_its_role_near_its_start_or_end() -> None:
    section = sections(
        "## Run 1\n\nThe main findings are:\n- a\n\nWe select the fastest successful search candidate using:\n- b\n"
    )[0]
    roles = block_roles(section, SectionRole.ATTEMPTS)
    assert (roles[1], roles[3]) == (SectionRole.FINDINGS, SectionRole.ATTEMPTS)


def test_paragraphs_below_a_lead_in_take_its_role() -> None:
    section = sections("## Run 1\n\nDecision:\n\nKeep rank 16.\n\nKeep the seed.\n")[0]
    assert block_roles(section, SectionRole.ATTEMPTS) == (SectionRole.PRACTICES,) * 3


def test_a_lead_that_names_a_thing_tried_gives_no_role() -> None:
    section = sections("## What failed\n\n- **Hardcoded configs**: slower\n")[0]
    assert block_roles(section, SectionRole.FAILED) == (SectionRole.FAILED,)


def test_a_heading_without_a_role_takes_that_of_the_heading_around_it() -> None:
    assert section_role(sections("# R\n\n## What Failed\n\n### Larger tiles\n\ntext\n")[-1]) is SectionRole.FAILED


def test_the_title_of_a_report_gives_its_sections_no_role() -> None:
    assert section_role(sections("# Failed experiments\n\n## Larger tiles\n\ntext\n")[-1]) is SectionRole.OTHER


def test_a_lead_in_paragraph_rules_the_list_below_it() -> None:
    section = sections("## Run 1\n\nSpeed went up.\n\nDecision:\n- keep it\n\nLater we stopped.\n")[0]
    assert block_roles(section, SectionRole.ATTEMPTS) == (
        SectionRole.ATTEMPTS,
        SectionRole.PRACTICES,
        SectionRole.PRACTICES,
        SectionRole.ATTEMPTS,
    )


def test_a_labelled_item_rules_what_is_nested_in_it() -> None:
    section = sections("## Notes\n\n- Interpretation:\n  - the loader is slow\n- plain item\n")[0]
    assert block_roles(section, SectionRole.OTHER) == (SectionRole.FINDINGS, SectionRole.FINDINGS, SectionRole.OTHER)


def test_a_label_that_opens_a_paragraph_rules_only_that_paragraph() -> None:
    section = sections("## Results\n\n**Conclusion:** rank 16 is enough.\n\nMore text.\n")[0]
    assert block_roles(section, SectionRole.RESULTS) == (SectionRole.FINDINGS, SectionRole.RESULTS)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Key lessons:", ("Key lessons", True)),
        ("Reason: too slow", ("Reason", False)),
        ("It ran out of memory.\nThe main findings are:", ("The main findings are", True)),
        ("no label here", ("", False)),
        ("`a:b` is a key", ("", False)),
        ("at 10:30 it stopped", ("", False)),
        ("原因：NCCL 超时", ("原因", False)),
    ],
)
def test_a_label_ends_at_its_colon(text: str, label: tuple[str, bool]) -> None:
    assert label_of(text) == label


def test_what_a_hypothesis_rests_on_and_will_measure_is_part_of_it() -> None:
    text = (
        "## Hypothesis\n\n**Reasoning:**\n- a\n\n**Standard metrics (always report these):**\n- b\n\n**Findings:**\n- c\n"
    )
    section = sections(text)[0]
    roles = block_roles(section, section_role(section))
    assert (roles[1], roles[3], roles[5]) == (SectionRole.OBJECTIVE, SectionRole.OBJECTIVE, SectionRole.FINDINGS)


def test_the_name_of_a_model_names_no_role() -> None:
    assert text_role("Attempt 1: quantized model (acme/guideline-20b)") is SectionRole.ATTEMPTS


def test_an_overview_of_a_part_tells_results_and_that_of_a_report_its_aim() -> None:
    outer = sections("# Report\n\n## Overview\n\ntext\n")[-1]
    inner = sections("# Report\n\n## Occupancy\n\n### Overview\n\ntext\n")[-1]
    assert (section_role(inner), section_role(outer)) == (SectionRole.OTHER, SectionRole.OBJECTIVE)


def test_a_lead_in_that_states_something_names_no_part_of_a_report() -> None:
    assert label_role("Static configurations are fragile") is SectionRole.OTHER
    assert label_role("The configurations are") is SectionRole.SETTINGS
    assert label_role("What we found is that") is SectionRole.FINDINGS


def test_a_heading_may_name_one_outcome_or_announce_several() -> None:
    assert named_outcome("3. Dead end: wider tiles") == "wider tiles"
    assert named_outcome("Success: all runs fit") == "all runs fit"
    for several in (
        "What failed: an overview",
        "Failures: the first week",
        "Dead ends: an overview",
        "Dead end: tiles",
        "Tiles",
    ):
        assert named_outcome(several) == ""


def test_what_is_said_to_an_agent_is_no_part_of_the_report() -> None:
    assert role_of("Standing Instructions") is SectionRole.FILES


def test_a_cross_before_a_part_of_a_report_leaves_it_one() -> None:
    assert role_of("❌ What We Didn't Achieve") is SectionRole.FAILED
    assert role_of("❌ Parameter Sweep") is SectionRole.FAILED
    assert role_of("✅ Key Findings") is SectionRole.FINDINGS
    assert named_outcome("4. ❌ Parameter Sweep") == "Parameter Sweep"
    assert named_outcome("❌ What failed") == ""


def test_a_colon_in_quotes_ends_no_label() -> None:
    assert label_of('`df82` - "fix: use the hook behind" (the bug)') == ("", False)


def test_how_soon_something_is_to_be_done_says_not_what_it_is() -> None:
    assert section_role(sections("# Report\n\n## Recommendations\n\n### Short-term (production)\n\ntext\n")[-1]) is (
        SectionRole.PRACTICES
    )
    assert role_of("Long-term") is role_of("Short-Term") is SectionRole.QUESTIONS
