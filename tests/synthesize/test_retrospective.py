"""The whole retrospective, from facts to drafts."""

from __future__ import annotations

from bot.model.draft import Retrospective, Source, Statement
from bot.model.fact import Fact
from bot.model.repository import Repository
from bot.synthesize.decisions.contradictions import contradictions
from bot.synthesize.evidence.limits import MOST_TOLD, TOO_MANY
from bot.synthesize.evidence.units import units
from bot.synthesize.grounding import Ground
from bot.synthesize.retrospective import synthesize
from bot.synthesize.wording.comparing import Rarity
from tests.synthesize.evidence import (
    PATH,
    TODAY,
    entry_facts,
    error,
    facts_of,
    failure,
    finding,
    metric,
    practice,
    report,
    repository,
    setting,
    setup,
    skill,
    unit,
)

WRITTEN = report(
    """
    # Report: packed-queue-depth

    ## Objective

    Test whether a deeper queue speeds up the packed path.

    ## Setup

    - Hardware: `1x A100`
    - steps: `100`

    ## Results

    | Queue | Time | Memory |
    |---|---|---|
    | queue of 2 | 318.5s | 35.34 GiB |
    | queue of 4 | 289.25s | 37.66 GiB |

    ## Analysis

    - A deeper queue speeds up the packed path.
    - A queue of 8 did not help, because the loader is the limit.
    - Keep the queue depth at 4.
    - `Missing key: loader`: the folder is old. Use a fresh folder.

    ## Next steps

    - Does the gain hold on two cards?
    """
)
FACTS = (
    setup(9, "Hardware", "1x A100"),
    setting(10, "steps", "100"),
    metric(16, "Time", "318.5s", "queue of 2"),
    metric(16, "Memory", "35.34 GiB", "queue of 2"),
    metric(17, "Time", "289.25s", "queue of 4"),
    metric(17, "Memory", "37.66 GiB", "queue of 4"),
    finding(21, "A deeper queue speeds up the packed path."),
    failure(22, "A queue of 8 did not help, because the loader is the limit.", "the loader is the limit"),
    practice(23, "Keep the queue depth at 4."),
    error(24, "`Missing key: loader`", "the folder is old", "Use a fresh folder."),
)


def made(*facts: Fact, held: Repository | None = None, status: str = "") -> Retrospective:
    return synthesize((facts_of(WRITTEN, *facts, status=status),), held or repository(WRITTEN), TODAY)


def test_a_report_on_something_new_makes_one_complete_skill() -> None:
    (draft,) = made(*FACTS).skills
    assert (draft.name, draft.title, draft.created) == ("packed-queue-depth", "Packed Queue Depth", TODAY)
    assert [each.text for each in draft.general] == [
        "Keep the queue depth at 4.",
        "A deeper queue speeds up the packed path.",
        "Time falls from 318.5s (queue of 2) to 289.25s (queue of 4), -29.25s, -9.2%; better.",
    ]
    assert (draft.description, draft.short_description) == ("Keep the queue depth at 4.", "Keep the queue depth at 4")
    assert draft.use_when == "working on packed queue depth, seeing `Missing key: loader`, or judging time or memory"
    assert draft.apply_when[0].text == "you are deciding whether a deeper queue speeds up the packed path"
    assert [row.cells for row in draft.results[0].rows] == [
        ("Time", "318.5s", "289.25s", "-29.25s"),
        ("Memory", "35.34 GiB", "37.66 GiB", "+2.32 GiB"),
    ]
    assert draft.practice[0].text == "Keep the queue depth at 4."
    assert [each.text for each in draft.scope] == ["hardware: 1x A100", "steps: 100"]
    assert draft.reports == (PATH,)


def test_the_summary_says_what_was_tried_found_and_failed() -> None:
    said = made(*FACTS).summary
    assert said.title == "Packed queue depth"
    assert [each.text for each in said.what_we_tried] == ["Packed queue depth – compared queue of 2, 4; fixed steps=100."]
    assert [each.text for each in said.key_findings][:2] == [
        "Keep the queue depth at 4.",
        "A deeper queue speeds up the packed path.",
    ]
    assert "A queue of 8 did not help: The loader is the limit." in [each.text for each in said.what_failed]


def test_the_log_gains_an_entry_with_the_skills_that_came_of_it() -> None:
    log = made(*FACTS).log
    assert log is not None
    assert (log.date, log.title, log.skills) == (
        TODAY,
        "Retrospective on Packed queue depth",
        ("packed-queue-depth",),
    )
    assert log.description == "Keep the queue depth at 4."


def test_a_problem_is_proposed_for_the_guide() -> None:
    assert [(each.symptom, each.solution) for each in made(*FACTS).troubleshooting] == [
        ("`Missing key: loader`", "Use a fresh folder")
    ]


def test_an_unfinished_report_is_told_but_teaches_nothing() -> None:
    found = made(*FACTS, status="In Progress")
    assert (found.skills, found.updates, found.troubleshooting, found.log) == ((), (), (), None)
    assert found.summary.title == "Packed queue depth"
    assert found.warnings == (f"{PATH}: Packed queue depth is unfinished or holds no results; no skill is made of it",)


def test_the_same_facts_make_the_same_retrospective() -> None:
    assert made(*FACTS) == made(*FACTS)


def test_a_number_that_stands_on_none_of_its_lines_is_taken_out() -> None:
    found = made(*FACTS, finding(21, "A deeper queue is 77% faster on the packed path."))
    assert "77" not in repr(found)


def test_a_failure_stays_where_only_the_number_of_its_reason_stands_on_none_of_its_lines() -> None:
    found = made(
        *FACTS, failure(21, "A deeper queue on the packed path did not help.", "77% of the time is spent elsewhere")
    )
    assert "77" not in repr(found)
    assert "A deeper queue on the packed path did not help" in repr(found)


def test_no_evidence_makes_an_empty_retrospective() -> None:
    found = synthesize((), repository(), TODAY)
    assert (found.skills, found.log, found.summary.key_findings) == ((), None, ())


RETROSPECTIVE_LOG = """
    # Log

    ## 2025-03-13 - Queue

    - **Type**: Retrospective
    - **General description**: A deeper queue sped up the packed path.
    - **Details**:
      - time `289.25s`
"""


def test_where_people_wrote_the_retrospective_the_log_gains_none() -> None:
    held = repository(WRITTEN, log=RETROSPECTIVE_LOG)
    entry = entry_facts(RETROSPECTIVE_LOG, metric(8, "time", "289.25s"), finding(8, "The packed path is faster."))
    assert synthesize((facts_of(WRITTEN, *FACTS), entry), held, TODAY).log is None


def test_a_retrospective_of_another_report_covers_only_that_one() -> None:
    log = RETROSPECTIVE_LOG + "      - report: `reports/another.md`\n"
    held = repository(WRITTEN, log=log)
    entry = entry_facts(log, metric(8, "time", "289.25s"), finding(8, "The packed path is faster."))
    assert synthesize((facts_of(WRITTEN, *FACTS), entry), held, TODAY).log is not None


def test_a_report_newer_than_the_retrospective_of_the_log_is_logged() -> None:
    log = RETROSPECTIVE_LOG.replace("2025-03-13", "2025-03-01")
    held = repository(WRITTEN, log=log)
    entry = entry_facts(log, metric(8, "time", "289.25s"), finding(8, "The packed path is faster."))
    assert synthesize((facts_of(WRITTEN, *FACTS), entry), held, TODAY).log is not None


def test_a_finding_that_calls_a_claim_overturned_contradicts_it() -> None:
    old = skill("gate-advice", "# Gate\n\n## Results\n\n- The warm start of the gate collapses within a hundred steps.\n")
    text = "The collapse of the gate after a warm start is no longer valid: it was a bug of the start."
    seen = unit("# Report: gate\n\n- x\n", finding(3, text))
    (clash,) = contradictions([seen], [old], Rarity([{"other"}] * 20))
    assert clash.old == Statement(
        "The warm start of the gate collapses within a hundred steps.", (Source(old.path, (10, 10)),)
    )
    assert clash.new.sources == (Source(PATH, (3, 3)),)


def test_a_finding_that_overturns_nothing_contradicts_nothing() -> None:
    old = skill("gate-advice", "# Gate\n\n## Results\n\n- The warm start of the gate collapses within a hundred steps.\n")
    seen = unit("# Report: gate\n\n- x\n", finding(3, "The warm start of the gate collapses within fifty steps."))
    assert contradictions([seen], [old], Rarity([{"other"}] * 20)) == ()


def test_a_difference_of_two_grounded_numbers_is_grounded() -> None:
    ground = Ground(units([facts_of(WRITTEN, *FACTS)], repository(WRITTEN)))
    lines = (Source(PATH, (16, 17)),)
    assert ground.holds("318.5s -> 289.25s (-29.25s, -9.2%)", lines)
    assert not ground.holds("318.5s -> 289.25s (-30s)", lines)
    assert not ground.holds("318.5s", (Source(PATH, (17, 17)),))


def test_of_a_report_that_tells_without_end_what_is_too_much_of_a_kind_is_left_out() -> None:
    """What it tells is compared with all else that it tells: thousands of problems would take hours."""
    lines = range(1, 501)
    items = "".join(f"- Worker {line} dies: buffer {line} overflows, set rows to {line}\n" for line in lines)
    written = report(f"{items}\nThe pool of 8 workers is the limit.\n")
    conclusion = finding(502, "The pool of 8 workers is the limit.")
    facts: list[Fact] = [
        error(line, f"Worker {line} dies", f"buffer {line} overflows", f"set rows to {line}") for line in lines
    ]
    retrospective = synthesize((facts_of(written, *facts, conclusion),), repository(written), TODAY)

    assert retrospective.warnings[0] == f"{PATH}:{MOST_TOLD + 1}: {TOO_MANY}"
    assert conclusion.text in [said.text for said in retrospective.summary.key_findings]
    cited = [source for row in retrospective.summary.what_failed for source in row.sources]
    assert max(source.lines[1] for source in cited) <= MOST_TOLD
