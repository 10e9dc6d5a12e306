"""New entries of the troubleshooting guide: only what it does not hold yet."""

from __future__ import annotations

from bot.model.fact import Fact
from bot.model.repository import Document
from bot.synthesize.drafts.troubleshooting import troubleshooting
from bot.synthesize.wording.comparing import Rarity
from tests.synthesize.evidence import TODAY, bare, error, failure, practice

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
