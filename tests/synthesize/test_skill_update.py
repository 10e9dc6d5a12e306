"""What new evidence adds to an existing skill: only what it does not hold yet, and only what belongs to it."""

from __future__ import annotations

from bot.model.draft import Contradiction, SkillUpdate, Source, Statement, Superseded
from bot.model.fact import Fact
from bot.model.repository import Skill
from bot.synthesize.decisions.ownership import Bond, Neighbourhood, Tie
from bot.synthesize.drafts.skill_update import skill_updates
from bot.synthesize.evidence.units import Unit, units
from tests.synthesize.evidence import (
    PATH,
    TODAY,
    entry_unit,
    facts_of,
    failure,
    metric,
    practice,
    report,
    repository,
    skill,
)

OLD = skill(
    "queue-depth-tuning",
    """
    # Queue Depth Tuning

    ## Results Summary

    | Run | Time |
    |---|---|
    | queue of 2 | 318.5s |

    ## Recommended Practice

    - Keep the queue depth at 4 on the packed path.
    """,
)
NEW = report(
    """
    # Report: queue again

    ## Queue runs

    - queue of 2: `318.5s`
    - queue of 4: `289.25s`

    ## Rank runs

    - rank 8: `412.75s`

    Notes.
    """
)
RESULTS = (
    metric(5, "time", "318.5s", "queue of 2"),
    metric(6, "time", "289.25s", "queue of 4"),
    metric(10, "time", "412.75s", "rank 8"),
)


def update(bond: Bond, *facts: Fact, clashes: tuple[Contradiction, ...] = (), of: Skill = OLD) -> SkillUpdate | None:
    held = repository(NEW, skills=[of])
    (seen,) = units([facts_of(NEW, *facts)], held)
    found = skill_updates([tie(seen, bond, of)], Neighbourhood([seen], held), clashes, TODAY)
    return found[0] if found else None


def tie(seen: Unit, bond: Bond, of: Skill) -> Tie:
    return Tie(of, seen, bond, 3.0, "the skill is about queue depth, and so is this evidence")


def shown(found: SkillUpdate | None) -> list[tuple[str, ...]]:
    assert found is not None
    return [row.cells for table in found.results for row in table.rows]


def test_rows_with_numbers_that_the_skill_holds_are_left_out() -> None:
    found = update(Bond.OWNS, metric(5, "time", "318.5s", "queue of 2"), metric(10, "time", "412.75s", "rank 8"))
    assert shown(found) == [("Rank runs: rank 8", "412.75s")]


def test_a_skill_that_is_only_touched_gets_the_results_of_the_runs_named_like_it() -> None:
    assert [cells for cells in shown(update(Bond.TOUCHES, *RESULTS)) if "412.75s" in cells] == []


def test_a_skill_that_governs_code_gets_no_results() -> None:
    found = update(Bond.GOVERNS, *RESULTS, failure(5, "Sharding the loader twice did not speed up decoding."))
    assert found is not None
    assert (found.results, len(found.failures)) == ((), 1)


def test_a_skill_that_is_only_touched_gets_no_failure_without_reason_or_lesson() -> None:
    bare_row = failure(5, "The queue did not speed up decoding.")
    told = failure(6, "Sharding a queue twice brought no speed to the decoder.", "the workers wait for each other")
    found = update(Bond.TOUCHES, bare_row, told)
    assert found is not None
    assert [row.why for row in found.failures] == ["The workers wait for each other"]


def test_a_skill_that_is_only_touched_gets_nothing_that_shares_the_name_of_the_team_alone() -> None:
    queue = skill("acme-queue-depth", OLD.text.partition("---\n\n")[2].replace("# Queue", "# Acme Queue"))
    held = repository(NEW, skills=[queue, skill("acme-rank", "# Acme rank\n\n## Results Summary\n\nUse 8.\n")])
    said = (practice(5, "Shard the loader of Acme before decoding."), practice(6, "Fill the queue before decoding."))
    (seen,) = units([facts_of(NEW, *said)], held)
    (found,) = skill_updates([tie(seen, Bond.TOUCHES, queue)], Neighbourhood([seen], held), (), TODAY)
    assert [step.text for step in found.practice] == ["Fill the queue before decoding."]


def test_steps_that_the_skill_has_are_left_out() -> None:
    found = update(
        Bond.OWNS,
        practice(5, "Keep the queue depth at 4 on the packed path."),
        practice(6, "Shard the loader before decoding images."),
    )
    assert found is not None
    assert [step.text for step in found.practice] == ["Shard the loader before decoding images."]


def test_an_update_says_why_and_what_to_cite_and_bears_the_date_of_the_day() -> None:
    found = update(Bond.OWNS, *RESULTS)
    assert found is not None
    assert (found.reason, found.reports, found.updated) == (
        "the skill is about queue depth, and so is this evidence",
        (PATH,),
        TODAY,
    )


def test_where_nothing_is_new_there_is_no_update() -> None:
    assert update(Bond.OWNS, metric(5, "time", "318.5s", "queue of 2")) is None


def test_what_the_evidence_overturns_is_superseded_on_its_line() -> None:
    now = Statement("A queue of 2 is no longer enough.", (Source(PATH, (6, 6)),))
    clash = Contradiction(now, Statement("Keep the queue at 2.", (Source(OLD.path, (14, 14)),)))
    found = update(Bond.OWNS, clashes=(clash,))
    assert found is not None
    assert found.superseded == (Superseded(14, now),)


def missing(markdown: str, is_everything: bool) -> SkillUpdate | None:
    """What a skill gains of a report that is known to it as `markdown`, where all that there is was asked for or not."""
    known = skill("queue-depth-tuning", markdown)
    held = repository(NEW, skills=[known])
    said = (
        failure(5, "Sharding the loader twice starved the decoder.", "the workers wait for each other"),
        failure(6, "The queue did not speed up decoding."),
        practice(10, "Shard one loader a card instead of sharding the decoder twice."),
    )
    (seen,) = units([facts_of(NEW, *RESULTS, *said)], held)
    near = Neighbourhood([seen], held, is_everything)
    found = skill_updates([tie(seen, Bond.OWNS, known)], near, (), TODAY)
    return found[0] if found else None


CITES = f"# Queue Depth\n\n## Results Summary\n\nA queue of 4 is enough.\n\n- Report: `{PATH}`\n"


def test_where_all_is_asked_for_a_report_that_a_skill_cites_adds_only_failures_with_reason_and_lesson() -> None:
    found = missing(CITES, is_everything=True)
    assert found is not None
    assert (found.results, found.practice) == ((), ())
    assert [(row.why, bool(row.lesson)) for row in found.failures] == [("The workers wait for each other", True)]


def test_where_all_is_asked_for_a_log_entry_whose_numbers_a_skill_holds_is_told() -> None:
    log = "# Log\n\n## 2025-03-12 - Queue runs\n\n- queue of 4: `289.25s`\n- rank 8: `412.75s`\n"
    holds = skill(
        "queue-depth-tuning", "# Queue Depth\n\n## Results Summary\n\nA queue of 4 took 289.25s, rank 8 412.75s.\n"
    )
    entry = entry_unit(log, metric(5, "time", "289.25s", "queue of 4"))
    held = repository(log=log, skills=[holds, OLD])
    near = Neighbourhood([entry], held, is_everything=True)
    assert [near.is_told(each, entry) for each in (holds, OLD)] == [True, False]


def test_new_evidence_adds_its_results_to_a_skill_that_cites_it_already() -> None:
    found = missing(CITES, is_everything=False)
    assert found is not None
    assert "412.75s" in str(shown(found))
    assert len(found.failures) == 2


def test_a_report_that_no_skill_tells_of_is_told_whole_where_all_is_asked_for() -> None:
    found = missing("# Queue Depth\n\n## Results Summary\n\nA queue of 4 is enough.\n", is_everything=True)
    assert found is not None
    assert "412.75s" in str(shown(found))


def test_the_reason_of_an_update_is_that_of_the_evidence_which_adds_to_it() -> None:
    cites = skill("queue-depth-tuning", f"# Queue Depth\n\n## Results Summary\n\nA queue of 4.\n\n- Report: `{PATH}`\n")
    fresh = report("# Report: deeper queue\n\n## Runs\n\n- queue of 8: `271.75s`\n", path="reports/deeper.md")
    held = repository(NEW, fresh, skills=[cites])
    old, new = units([facts_of(NEW, *RESULTS), facts_of(fresh, metric(5, "time", "271.75s", "queue of 8"))], held)
    ties = [Tie(cites, old, Bond.OWNS, 4.4, "the skill cites this report"), tie(new, Bond.OWNS, cites)]
    (found,) = skill_updates(ties, Neighbourhood([old, new], held, is_everything=True), (), TODAY)
    assert found.reason == "the skill is about queue depth, and so is this evidence"
