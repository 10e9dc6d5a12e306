"""How a new skill presents itself: the conclusion first, and a tagline that is a whole clause."""

from __future__ import annotations

from bot.model.draft import Source, Statement
from bot.model.fact import Fact
from bot.synthesize.drafts.portrait import apply_when, central_settings, general_description, tagline, use_when
from bot.synthesize.evidence.units import Unit
from tests.synthesize.evidence import (
    DOMAIN,
    bare,
    entry_unit,
    error,
    failure,
    finding,
    metric,
    practice,
    setting,
    setup,
    success,
    unit,
)


def first(*units: Unit) -> str:
    return general_description(units, ["accumulation"], DOMAIN)[0].text


def line(text: str) -> str:
    return tagline((Statement(text, (Source("reports/a.md", (1, 1)),)),), (), "accumulation")


REPORT = """
    # Report: accumulation

    ## Curves

    - Both accumulation runs fell alike: Step 0: 4.64; Step 50: 2.8.

    ## Conclusions

    - Accumulation equals one large batch.
    - Its loss differs by 2e-7.
"""
SEEN: tuple[Fact, ...] = (
    finding(5, "Both accumulation runs fell alike: Step 0: 4.64; Step 50: 2.8."),
    finding(9, "Accumulation equals one large batch."),
    finding(10, "Its loss differs by 2e-7."),
)


def test_the_first_conclusion_comes_before_what_was_merely_seen() -> None:
    assert first(unit(REPORT, *SEEN)) == "Accumulation equals one large batch."


def test_the_headline_finding_comes_before_others_and_passed_tests_last() -> None:
    items = "- All tests pass at 2e-7.\n- Loss is 4.6.\n- **Headline finding:** Small steps are enough.\n"
    report = f"# Report: accumulation\n\n{items}"
    passed, told = finding(3, "All tests pass at 2e-7."), finding(5, "Small steps are enough.")
    said = general_description([unit(report, passed, told)], ["accumulation"], DOMAIN)
    assert [each.text for each in said] == ["Small steps are enough.", "All tests pass at 2e-7."]


def test_where_nothing_is_said_the_best_run_is_told() -> None:
    rows = "| plain | 68.1% |\n| packed | 74.5% |\n| paired | 85.4% |\n"
    report = f"# Report: sizes\n\n| Run | Accuracy |\n|---|---|\n{rows}"
    values = (("plain", "68.1%"), ("packed", "74.5%"), ("paired", "85.4%"))
    facts = (metric(line, "Accuracy", value, run) for line, (run, value) in enumerate(values, 5))
    assert first(unit(report, *facts)) == "Accuracy is best with paired (85.4%)."


def test_what_a_rule_takes_no_account_of_is_no_headline() -> None:
    said = practice(11, "Treat accumulation runs without a log as invalid.")
    assert first(unit(REPORT, *SEEN, said)) == "Accumulation equals one large batch."


def test_an_entry_beside_mere_figures_is_described_by_its_own_description() -> None:
    log = """
    # Log

    ## 2025-03-12 - Accumulation

    - **General description**: Accumulation over four steps holds 99% of the throughput.
    - The tolerance was raised to 5e-2 for accumulation.
    """
    entry = entry_unit(log, finding(6, "The tolerance was raised to 5e-2 for accumulation."))
    assert first(entry, unit("# figures\n", path="results/a.csv")).startswith("Accumulation over four steps holds 99%")


def test_a_tagline_is_not_cut_inside_a_list_of_values() -> None:
    assert line(
        "Both accumulation runs fell alike over the whole of the long runs made: Step 0: 4.64; Step 50: 2.8; Step 100"
    ) == ("Both accumulation runs fell alike over the whole of the long runs made")


def test_a_tagline_is_not_cut_between_two_values() -> None:
    text = "The tolerance of accumulation went from atol=1e-2, rtol=0 to atol=5e-2, rtol=1e-2 for the large sizes of it all"
    assert line(text) == "Accumulation"


def test_the_one_thing_to_take_away_comes_before_other_conclusions() -> None:
    markdown = (
        "# Report: accumulation\n\n## Run 1\n\n- conclusion: It works.\n\n## Run 2\n\n- key insight: Reward length.\n"
    )
    facts = (finding(5, "Accumulation works on two cards."), finding(9, "A reward for short answers cures verbosity."))
    assert first(unit(markdown, *facts)) == "A reward for short answers cures verbosity."


def test_a_run_that_failed_is_told_where_the_report_concludes() -> None:
    markdown = "# Report: accumulation\n\n## Curves\n\n- Loss fell.\n\n## Conclusion\n\nThe run is a failure.\n"
    facts = (
        finding(5, "The loss of accumulation fell from 0.42 to 0.15."),
        failure(9, "The run taught the model nothing."),
    )
    assert first(unit(markdown, *facts)) == "The run taught the model nothing."


def test_a_search_for_a_cause_opens_with_the_cause() -> None:
    seen = unit(
        "# Root cause analysis: accumulation\n\n## Summary\n\nText.\n",
        failure(5, "The root cause was a rate ten times too high, which made the loss explode."),
        finding(6, "The first steps raised the loss already."),
        practice(7, "Run fifty steps before a long run."),
    )
    assert first(seen) == "The root cause was a rate ten times too high, which made the loss explode."


def test_the_bottom_line_comes_before_what_is_to_be_done() -> None:
    seen = unit(
        "# Report: accumulation\n\n## TL;DR\n\n- Accumulation broke in all runs.\n\n## Lessons\n\n- Keep it at 2.\n",
        finding(5, "Accumulation broke in all runs."),
        practice(9, "Keep it at 2."),
    )
    assert first(seen) == "Accumulation broke in all runs."


def test_the_key_finding_comes_before_decisions() -> None:
    text = """
        # Sweep

        ## Implications

        - Update the default to 0.001.

        ## Key Finding

        Equal rates achieve the best success rate of 68%.
    """
    told = first(
        unit(
            text,
            practice(5, "Update the default to 0.001."),
            finding(9, "Equal rates achieve the best success rate of 68%."),
        )
    )
    assert told == "Equal rates achieve the best success rate of 68%."


def judged(*names: str) -> str:
    facts = (metric(5, name, value, run) for name in names for run, value in (("plain", "1.5"), ("packed", "2.5")))
    return use_when([unit("# Report: loader\n", *facts)], ["loader"], DOMAIN).rpartition("judging ")[2]


def test_a_column_called_for_what_ran_is_judged_by_its_unit() -> None:
    assert judged("torch (throughput)", "ours (throughput)") == "throughput"
    assert judged("Peak memory (MiB)") == "peak memory"


def test_one_quantity_under_two_names_is_judged_once() -> None:
    assert judged("Time", "Elapsed time", "Loss") == "time or loss"


def test_what_must_not_be_done_and_what_helped_are_nothing_that_is_seen() -> None:
    seen = bare(
        error(3, "Jobs must not share a card", "that invalidates out of memory errors"),
        error(5, "Serial runs removed the earlier false OOM", "overlapping jobs"),
    )
    assert [said.text for said in apply_when([seen], ["loader"])] == ["you see: earlier false OOM"]


def test_a_tagline_is_more_than_the_label_before_a_colon() -> None:
    told = "Packed loader benchmark of August: the deep queue was slower than the shallow queue on all long documents here"
    assert line(told) == "Accumulation"
    assert line(
        "With a deep queue use two workers: 3.4 against 3.6 in all of the runs that were made on the long documents"
    ) == ("With a deep queue use two workers")


def test_what_to_do_about_a_problem_says_more_than_what_somebody_confirmed() -> None:
    seen = unit(
        "# Loader\n",
        finding(3, "Confirmed the short behaviour of the loader: speedup 1.10x."),
        error(5, "Key mismatch in a reused folder", "stale state", "take a fresh folder for each pair of runs"),
    )
    assert first(seen) == "Key mismatch in a reused folder: take a fresh folder for each pair of runs."


def test_throughput_and_its_unit_are_one_quantity() -> None:
    assert judged("Throughput", "Throughput in TFLOPS", "Loss") == "throughput or loss"


def test_the_size_of_a_problem_is_nothing_that_is_chosen() -> None:
    sizes = (setting(row, name, str(row * 512), f"run {row}") for row in (3, 4) for name in ("N", "warps"))
    assert central_settings([unit("# Matmul\n", *sizes)]) == ["warps"]


def test_what_says_of_itself_that_it_is_the_key_insight_comes_first() -> None:
    said = "The key insight is that accumulation of two steps gains most."
    text = f"# Report: accumulation\n\n## Conclusion\n\nAccumulation equals one large batch. {said}\n"
    assert first(unit(text, finding(5, "Accumulation equals one large batch."), finding(5, said))) == said


def test_a_labelled_value_is_no_bottom_line() -> None:
    items = "- Training time: same (0.2 minutes)\n- Accumulation lowers the loss.\n"
    text = f"# Report: accumulation\n\n## Executive summary\n\n{items}"
    seen = unit(text, finding(5, "Training time: same (0.2 minutes)"), finding(6, "Accumulation lowers the loss."))
    assert first(seen) == "Accumulation lowers the loss."


def test_what_only_might_be_and_what_is_told_of_a_failure_does_not_come_first() -> None:
    markdown = """
        # Report: accumulation

        ## What failed

        - Steps of 16 cost 128 registers.

        ## Later

        - Steps of 8 would cost 64 registers.
        - Accumulation equals one large batch.
    """
    told = (
        finding(5, "Steps of 16 cost 128 registers."),
        finding(9, "Steps of 8 would cost 64 registers."),
        finding(10, "Accumulation equals one large batch."),
    )
    assert first(unit(markdown, *told)) == "Accumulation equals one large batch."


def test_a_condition_is_not_cut_inside_brackets() -> None:
    told = unit("# Report: mazes\n\n- Model: Qwen (base, no SFT)\n", setup(3, "Model", "Qwen (base, no SFT)"))
    assert [each.text for each in apply_when([told], ["mazes"])] == ["you work with Qwen"]


def test_a_row_of_numbers_is_no_conclusion() -> None:
    markdown = "# Report: faces\n\n- Confusion: [[4116 143] [302 3498]]\n- The head sees all faces.\n"
    told = (finding(3, "Confusion: [[4116 143] [302 3498]]"), finding(4, "The head sees all faces."))
    assert first(unit(markdown, *told)) == "The head sees all faces."


def test_where_nothing_is_concluded_what_worked_comes_first_also_where_a_heading_tells_it() -> None:
    markdown = """
        # Report: tiles

        ## Successful optimizations

        ### Hoisting the loads (+5 TFLOPS)

        The loads moved out of the loop.

        ## Limits

        - The registers hold 64 values of a warp.
    """
    told = (success(5, "Hoisting the loads (+5 TFLOPS)"), finding(11, "The registers hold 64 values of a warp."))
    assert first(unit(markdown, *told)) == "Hoisting the loads (+5 TFLOPS)."
