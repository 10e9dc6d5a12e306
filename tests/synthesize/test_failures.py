"""Failure modes: what did not work, why, and what to do instead."""

from __future__ import annotations

from bot.model.draft import FailureRow
from bot.model.fact import Fact
from bot.synthesize.problems.failures import failure_rows
from bot.synthesize.wording.comparing import Rarity
from tests.synthesize.evidence import bare, entry_unit, error, failure, finding, metric, practice, success, unit

RARITY = Rarity([])


def rows(*facts: Fact, markdown: str = "") -> list[tuple[str, str, str]]:
    seen = unit(markdown, *facts) if markdown else bare(*facts)
    return [cells(row) for row in failure_rows([seen], RARITY)]


def cells(row: FailureRow) -> tuple[str, str, str]:
    return row.what, row.why, row.lesson


def test_a_failure_tells_its_reason_in_a_cell_of_its_own() -> None:
    found = rows(
        failure(
            3,
            "The raw backend failed on this checkpoint because processor files are missing.",
            "processor files are missing",
        )
    )
    assert found == [("The raw backend failed on this checkpoint", "Processor files are missing", "")]


def test_the_lesson_is_the_advice_that_speaks_of_the_same_thing() -> None:
    found = rows(
        failure(3, "A deeper queue did not speed up the packed path.", "the loader is the limit"),
        practice(5, "Keep the queue depth at 4 on the packed path."),
        practice(7, "Use bf16 for the optimizer state."),
    )
    assert found == [
        (
            "A deeper queue did not speed up the packed path",
            "The loader is the limit",
            "Keep the queue depth at 4 on the packed path",
        )
    ]


def test_the_reason_may_stand_in_the_sentence_itself() -> None:
    found = rows(failure(3, "Three heads fell back to a slow kernel, since the fast one has no backward pass for them."))
    assert found == [
        ("Three heads fell back to a slow kernel", "The fast one has no backward pass for them.".rstrip("."), "")
    ]


def test_a_reason_is_a_finding_on_the_same_thing_and_no_outcome_or_praise() -> None:
    slow = failure(3, "The deeper queue did not speed up the packed path.")
    assert rows(slow, finding(4, "The packed path waits for the loader, whatever the queue holds.")) == [
        (
            "The deeper queue did not speed up the packed path",
            "The packed path waits for the loader, whatever the queue holds",
            "",
        )
    ]
    assert rows(slow, finding(4, "The packed path with a deeper queue is a strong and stable recipe."))[0][1] == ""


def test_that_it_fell_behind_is_no_reason_why_it_did() -> None:
    behind = "Packed single-card loading with `deep_queue` was slower than the base loader despite a larger local batch."
    seen = bare(
        failure(3, "Even after the fix of the workers the packed `deep_queue` still loses time on this loader."),
        failure(12, behind),
        finding(12, behind),
    )
    assert {row.why for row in failure_rows([seen], RARITY)} == {""}


def test_the_cause_of_a_problem_goes_without_its_name_beside_another_failure() -> None:
    seen = unit(
        """
        # Gate

        ## Late jump of the loss

        The gate opens before the moments of the optimizer have settled.

        ## What failed

        - The gate of the optimizer at twice the scale still jumps on the last seed.
        """,
        error(3, "The loss jumps late in the run", "the gate opens before the moments of the optimizer have settled"),
        finding(5, "the gate opens before the moments of the optimizer have settled"),
        failure(9, "The gate of the optimizer at twice the scale still jumps on the last seed."),
    )
    assert "The gate opens before the moments of the optimizer have settled" in [
        row.why for row in failure_rows([seen], RARITY) if "twice the scale" in row.what
    ]


def test_an_unknown_reason_stays_unknown() -> None:
    markdown = (
        "# Report: grouping\n\n## Gated run\n\n| Variant | Throughput |\n|---|---|\n| old | 22440 |\n| new | 22176 |\n"
    )
    told = (metric(7, "Throughput", "22440", "old"), metric(8, "Throughput", "22176", "new"))
    assert rows(*told, failure(5, "The gated run did not gain throughput."), markdown=markdown) == [
        ("The gated run did not gain throughput", "", "")
    ]


def test_a_lesson_is_a_rule_and_not_another_observation() -> None:
    slow = failure(3, "A smaller local batch did not rescue the packed throughput.")
    assert rows(slow, finding(5, "The packed throughput was 22440 with the local batch of 4."))[0][2] == ""
    assert rows(slow, finding(5, "Lowering the packed sequences helps the packed throughput."))[0][2] != ""


def test_a_lesson_fills_two_rows_at_most() -> None:
    advice = practice(9, "Keep the queue depth at 4 on the packed path.")
    told = (
        failure(6, "The greater queue depth starved the loader."),
        failure(7, "The packed path ran out of memory at once."),
        failure(8, "Packed rows of that depth were cut off."),
    )
    assert [lesson for _, _, lesson in rows(*told, advice)].count("Keep the queue depth at 4 on the packed path") == 2


def test_a_failure_that_teaches_nothing_new_is_told_once() -> None:
    found = rows(
        failure(3, "A deeper queue did not speed up the packed path."),
        failure(4, "The packed path with the deeper queue is still slower than the plain one."),
        practice(5, "Keep the queue depth at 4 on the packed path."),
    )
    assert [what for what, _, _ in found] == ["A deeper queue did not speed up the packed path"]


def test_what_changes_nothing_is_no_failure() -> None:
    assert rows(failure(3, "Double quantization takes the run to 21.4 GB with the same loss.")) == []


def test_what_was_changed_is_no_failure() -> None:
    assert rows(failure(3, "Added a pattern for the missing processor failure.")) == []


def test_a_problem_is_a_failure_mode_with_its_fix() -> None:
    assert rows(
        error(3, "Loss is nan after a resume", "the scheduler state was not saved", "save the scheduler state")
    ) == [("Loss is nan after a resume", "The scheduler state was not saved", "Save the scheduler state")]


def test_what_the_evidence_warns_of_is_a_failure_mode() -> None:
    found = rows(
        practice(3, "Do not use equal final loss as evidence of parity."),
        finding(5, "Equal final loss hides step-level differences, so parity needs a step-level comparison."),
    )
    assert found[0] == (
        "Using equal final loss as evidence of parity",
        "Equal final loss hides step-level differences, so parity needs a step-level comparison",
        "",
    )


def test_a_finding_that_limits_something_is_told_with_what_is_necessary_instead() -> None:
    assert rows(finding(3, "Equal final loss is not sufficient for parity; a step-level comparison is necessary.")) == [
        ("Equal final loss is not sufficient for parity", "", "A step-level comparison is necessary")
    ]


def test_the_old_behaviour_is_what_failed_and_the_new_one_the_lesson() -> None:
    markdown = (
        "# Report: tied weights\n\n- Old behavior:\n  - the head is sharded alone\n"
        "- New behavior:\n  - head and embedding are sharded together\n"
    )
    found = rows(success(6, "Tied weights stay in one unit."), markdown=markdown)
    assert found[0][0] == "The head is sharded alone"
    assert found[0][2].startswith("Head and embedding are sharded together")


def test_what_a_change_averts_is_a_failure_mode() -> None:
    log = """
        # Log

        ## 2025-03-12 - Harness

        - **Type**: Observation
        - **Details**:
          - Extended the harness to go on after a complete run.
          - This prevents false aborts of paired benchmarks.
    """
    assert [cells(row) for row in failure_rows([entry_unit(log)], RARITY)] == [
        ("False aborts of paired benchmarks", "", "Extended the harness to go on after a complete run")
    ]


def test_an_entry_that_fell_short_is_told_by_its_own_description() -> None:
    log = """
        # Log

        ## 2025-03-12 - Frozen gate

        - **Type**: Observation
        - **General description**: The frozen gate was fastest, but scored worst on the full benchmark.
    """
    assert [cells(row) for row in failure_rows([entry_unit(log)], RARITY)] == [
        ("The frozen gate was fastest, but scored worst on the full benchmark", "", "")
    ]


def test_an_entry_that_makes_failures_visible_fell_not_short() -> None:
    log = """
        # Log

        ## 2025-03-12 - Loader

        - **Type**: Observation
        - **General description**: Moved the sharding ahead of the decoding and made worker failures fail loudly.
    """
    assert failure_rows([entry_unit(log)], RARITY) == ()


def test_the_same_failure_of_two_reports_is_told_once() -> None:
    first = bare(failure(3, "A deeper queue did not speed up the packed path."))
    second = bare(failure(5, "The deeper queue did not speed up the packed path."), path="reports/again.md")
    assert len(failure_rows([first, second], RARITY)) == 1


def test_reports_take_turns_so_that_each_is_heard() -> None:
    first = bare(failure(3, "Rank 4 underfits long clauses."), failure(5, "Packing broke the labels."))
    second = bare(failure(3, "FP8 diverged at step 40."), path="reports/again.md")
    assert [row.what for row in failure_rows([first, second], RARITY)] == [
        "Rank 4 underfits long clauses",
        "FP8 diverged at step 40",
        "Packing broke the labels",
    ]


def test_one_cause_of_many_effects_is_told_twice_at_most() -> None:
    effects = (
        "Summaries of long mails repeat one line.",
        "Code stops after the signature.",
        "Chinese answers turn English.",
    )
    found = rows(*(failure(6 * n + 3, effect, "the base model is too weak") for n, effect in enumerate(effects)))
    assert [why for _, why, _ in found] == ["The base model is too weak", "The base model is too weak", ""]


def test_what_explains_a_success_is_no_reason_of_a_failure() -> None:
    (row,) = rows(
        failure(3, "A higher actor rate than critic rate was catastrophic."),
        finding(5, "Why equal actor and critic rates work best: the actor and the critic learn at one pace."),
    )
    assert row[1] == ""


TRIED = (
    "Shared memory for the bias",
    "Loop unrolled by eight",
    "Vector loads of sixteen bytes",
    "Persistent grid over all tiles",
    "Registers capped at 64",
    "Swizzled order of the blocks",
    "Split along the reduction axis",
    "Fast mathematics in the exponent",
)


def test_every_row_of_a_table_of_attempts_stays_though_it_gives_no_reason() -> None:
    table = "# Tries\n\n| Tried | Outcome |\n|---|---|\n" + "".join(f"| {name} | reverted |\n" for name in TRIED)
    listed = [failure(5 + place, name) for place, name in enumerate(TRIED)]
    told = [failure(14, "The warm start lost accuracy on long prompts"), failure(15, "The scheduler did not react at all")]
    found = rows(*listed, *told, markdown=f"{table}\n- The warm start lost accuracy.\n- The scheduler did not react.\n")
    assert [what for what, _, _ in found] == list(TRIED)


def test_of_what_is_told_without_a_reason_that_which_names_a_setting_is_kept_first() -> None:
    vague = [f"The {word} curve got worse." for word in ("first", "second", "third", "fourth", "fifth", "sixth")]
    lines = [*vague, "beta=0.3 is worse than before."]
    markdown = "# Report: preferences\n\n## Results\n\n" + "".join(f"- {line}\n" for line in lines)
    seen = unit(markdown, *(failure(5 + number, line) for number, line in enumerate(lines)))
    told = [row.what for row in failure_rows([seen], RARITY)]
    assert "beta=0.3 is worse than before" in told
    assert len(told) < len(lines)
