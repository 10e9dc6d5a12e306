"""New entries of the troubleshooting guide: only what it does not hold yet."""

from __future__ import annotations

from bot.model.fact import Fact
from bot.model.repository import Document
from bot.synthesize.drafts.troubleshooting import troubleshooting
from bot.synthesize.wording.comparing import Rarity
from tests.synthesize.evidence import TODAY, bare, entry_unit, error, failure, practice, unit

GUIDE = Document(
    "docs/troubleshooting.md",
    "| Pattern | Symptom | Cause | Solution |\n|---|---|---|---|\n"
    "| Key mismatch | `Missing key: loader` when a run is resumed | old folder | use a fresh folder |\n",
)


def rows(*facts: Fact, guide: Document | None = None) -> list[tuple[str, str, str]]:
    drafts = troubleshooting([bare(*facts)], guide, Rarity([]), "research", TODAY)
    return [(draft.symptom, draft.cause, draft.solution) for draft in drafts]


def test_a_problem_is_an_entry_of_today() -> None:
    (draft,) = troubleshooting(
        [bare(error(3, "Loss is nan at step 40", "left padding", "set right padding"))],
        None,
        Rarity([]),
        "research",
        TODAY,
    )
    assert (draft.pattern, draft.cause, draft.solution, draft.added) == (
        "Loss is nan",
        "Left padding",
        "Set right padding",
        TODAY,
    )


def test_the_name_of_an_entry_is_what_is_wrong() -> None:
    seen = bare(
        error(3, "`torch.OutOfMemoryError: CUDA out of memory. Tried 7.83 GiB` at the end of epoch 1", "fp32 logits")
    )
    (draft,) = troubleshooting([seen], None, Rarity([]), "research", TODAY)
    assert draft.pattern == "`OutOfMemoryError` at the end of epoch 1"
    assert draft.symptom == "`torch.OutOfMemoryError: CUDA out of memory. Tried 7.83 GiB` at the end of epoch 1"


def test_an_error_is_an_entry_whatever_its_words() -> None:
    assert rows(error(3, "The loss jumps from 4.1 to 6.3 at step 740", "the warmup is too short")) == [
        ("The loss jumps from 4.1 to 6.3 at step 740", "The warmup is too short", "")
    ]


def test_a_symptom_that_the_guide_has_is_none() -> None:
    assert rows(error(3, "Missing key loader in a resumed run", "state moved", "start afresh"), guide=GUIDE) == []


def test_a_problem_that_the_guide_cures_by_the_same_setting_is_none() -> None:
    guide = Document(
        "docs/troubleshooting.md",
        "| Pattern | Cause | Solution |\n|---|---|---|\n"
        "| Ray actor dies in `start_workers()` | critic startup is unstable | use `ADVANTAGE=group` and look into it |\n",
    )
    again = error(3, "Critic startup of the workers is an open issue", fix="Use `ADVANTAGE=group`")
    other = error(3, "Critic startup of the workers is an open issue", fix="Use `ADVANTAGE=mean`")
    assert rows(again, guide=guide) == []
    assert len(rows(other, guide=guide)) == 1


def test_one_problem_of_two_reports_is_one_entry() -> None:
    problem = error(3, "Loss is nan at step 40 of the packed run", "left padding", "set right padding")
    reports = [bare(problem), bare(problem, path="reports/b.md")]
    assert len(troubleshooting(reports, None, Rarity([]), "research", TODAY)) == 1


def test_a_failure_that_a_person_would_look_up_is_an_entry_where_cause_and_remedy_are_told() -> None:
    assert rows(
        failure(3, "The raw backend failed on this checkpoint.", "processor files are missing"),
        practice(5, "Fall back to the plugin backend for this checkpoint."),
    ) == [
        (
            "Queue: the raw backend failed on this checkpoint",  # the guide is read without the report
            "Processor files are missing",
            "Fall back to the plugin backend for this checkpoint",
        )
    ]


def test_a_failure_without_a_remedy_is_none() -> None:
    assert rows(failure(3, "The raw backend failed on the old checkpoint.", "processor files are missing")) == []


def test_what_a_rule_keeps_from_happening_is_the_cause() -> None:
    assert rows(practice(3, "Jobs must not share a card, because that invalidates out of memory errors.")) == [
        (
            "Invalidates out of memory errors",
            "Letting jobs share a card",
            "Jobs must not share a card",
        )
    ]


def test_another_report_may_advise_on_the_setting_that_is_to_blame() -> None:
    seen = bare(error(3, "The packed run stalls", "`queue_size` grows with the batch"))
    other = bare(practice(3, "Keep `queue_size` at 4 on packed runs."), path="reports/other.md")
    (draft,) = troubleshooting([seen, other], None, Rarity([]), "research", TODAY)
    assert draft.solution == "Keep `queue_size` at 4 on packed runs"
    assert [source.path for source in draft.sources] == ["reports/queue-depth.md", "reports/other.md"]


def test_a_result_that_disappoints_is_none() -> None:
    assert (
        rows(
            failure(3, "A deeper queue brought no speed on the packed path.", "the loader is the limit"),
            practice(5, "Keep the queue depth at 4 on the packed path."),
        )
        == []
    )


def test_a_short_symptom_is_led_by_the_title_where_it_is_all_there_is() -> None:
    assert rows(error(3, "Val loss mismatch", "other batch sizes")) == [
        ("Queue: val loss mismatch", "Other batch sizes", "")
    ]


def test_two_problems_with_one_cause_are_one_entry_with_both_fixes() -> None:
    assert rows(
        error(3, "False out of memory in the sweep", "overlapping GPU jobs", "serial runs removed it"),
        practice(9, "Jobs must not overlap on one GPU, because that invalidates out of memory errors."),
    ) == [
        (
            "False out of memory in the sweep",
            "Overlapping GPU jobs",
            "Serial runs removed it. Jobs must not overlap on one GPU",
        )
    ]


def test_an_error_whose_fix_a_failure_adds_to_stays_an_entry_whatever_its_words() -> None:
    assert rows(
        error(3, "The loss jumps at step 740 and comes back late", "overlapping GPU jobs", "serial runs removed it"),
        practice(9, "Jobs must not overlap on one GPU, because that invalidates out of memory errors."),
    ) == [
        (
            "The loss jumps at step 740 and comes back late",
            "Overlapping GPU jobs",
            "Serial runs removed it. Jobs must not overlap on one GPU",
        )
    ]


def test_a_switch_that_broke_the_run_is_an_entry_with_the_switch_turned_round_and_the_value_in_use() -> None:
    seen = unit(
        """
        # Queue

        - Fused norm: off, the eager path is used when `apex.norm` is missing

        Lessons:
        - Do not enable the fused norm here; `USE_FUSED_NORM=True` caused a silent crash of rank 1.
        """,
        practice(6, "Do not enable the fused norm here; `USE_FUSED_NORM=True` caused a silent crash of rank 1."),
    )
    (draft,) = troubleshooting([seen], None, Rarity([]), "research", TODAY)
    assert (draft.symptom, draft.cause, draft.solution) == (
        "Queue: a silent crash of rank 1",
        "`USE_FUSED_NORM=True`",
        "Do not enable the fused norm here; keep `USE_FUSED_NORM=False`. "
        "Fused norm: off, the eager path is used when `apex.norm` is missing",
    )
    assert [source.lines for source in draft.sources] == [(6, 6), (3, 3)]


def test_an_issue_left_open_is_an_entry_with_the_default_that_stands_in_for_it() -> None:
    seen = unit(
        "# Packed loader smoke run\n",
        practice(3, "Use `LOADER=packed` as the default for the packed loader."),
        practice(4, "Treat resume of the streaming reader as a known unresolved issue."),
    )
    (draft,) = troubleshooting([seen], None, Rarity([]), "research", TODAY)
    assert (draft.pattern, draft.symptom) == (
        "Resume of the streaming reader",
        "Resume of the streaming reader is a known unresolved issue",
    )
    assert draft.solution == "Use `LOADER=packed` as the default for the packed loader"


def test_an_issue_left_open_without_a_stand_in_is_none() -> None:
    assert rows(practice(4, "Treat resume of the streaming reader as a known unresolved issue.")) == []


def test_what_to_look_out_for_is_an_entry_with_what_cleared_it() -> None:
    seen = unit(
        "# Serving\n\n- Memory fell to 0 after cleanup of the stale decode workers.\n",
        practice(5, "Check for stale decode workers after a run."),
    )
    (draft,) = troubleshooting([seen], None, Rarity([]), "research", TODAY)
    assert draft.symptom == "Serving: stale decode workers after a run"
    assert draft.solution == (
        "Check for stale decode workers after a run. Memory fell to 0 after cleanup of the stale decode workers"
    )


def test_an_entry_of_the_log_that_missed_its_goal_is_one_with_what_was_tried_in_vain_and_decided() -> None:
    log = """
    # Log

    ## 2025-03-12

    - **General description**: Parity is still blocked by the loader while speed is fine.
    - Outcome:
      - exact loss parity: fail (max diff `0.16` at step `9`)
    - A deeper queue did not improve parity with the loader.
    - Decision:
      - compare steps `1-15` before every long run
    """
    seen = entry_unit(
        log,
        failure(7, "exact loss parity: fail (max diff `0.16` at step `9`)"),
        failure(8, "A deeper queue did not improve parity with the loader."),
        practice(10, "compare steps `1-15` before every long run"),
    )
    (draft,) = troubleshooting([seen], None, Rarity([]), "research", TODAY)
    assert draft.symptom.startswith("Parity is still blocked by the loader while speed is fine: ")
    assert "`0.16` at step `9`" in draft.symptom
    assert draft.cause == "A deeper queue did not improve parity with the loader"
    assert draft.solution.lower().startswith("compare steps `1-15` before every long run")
