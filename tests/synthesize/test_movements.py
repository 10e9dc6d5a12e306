"""What moved between two runs, and which run is best."""

from __future__ import annotations

from bot.model.domain import Direction
from bot.model.fact import Fact, Kind
from bot.synthesize.results.comparison import best_of, comparisons
from bot.synthesize.results.movements import moved, movements
from tests.synthesize.evidence import DOMAIN, bare, metric, unit

REPORT = """
    # Report: grouping

    ## Run 1: plain

    | Variant | Memory (MiB) | Throughput |
    |---|---|---|
    | old | 59696 | 15207 |
    | new | 58474 | 15557 |

    ## Run 2: gated

    | Variant | Memory (MiB) | Throughput |
    |---|---|---|
    | old | 59696 | 22440 |
    | new | 58780 | 22176 |
"""
MEMORY = (
    metric(7, "Memory (MiB)", "59696", "old"),
    metric(8, "Memory (MiB)", "58474", "new"),
    metric(14, "Memory (MiB)", "59696", "old"),
    metric(15, "Memory (MiB)", "58780", "new"),
)
THROUGHPUT = (
    metric(7, "Throughput", "15207", "old"),
    metric(8, "Throughput", "15557", "new"),
    metric(14, "Throughput", "22440", "old"),
    metric(15, "Throughput", "22176", "new"),
)


def told(*facts: Fact) -> list[str]:
    return [each.text for each in movements([unit(REPORT, *facts)], DOMAIN)]


def test_shapes_are_given_and_topics_are_no_runs() -> None:
    shapes = metric(7, "Throughput", "19", "4096×4096"), metric(8, "Throughput", "27", "8192×8192")
    topics = metric(7, "Reward", "1.0", "Why this happened"), metric(8, "Reward", "0.15", "Key metrics at the end")
    runs = metric(7, "Reward", "1.0", "plain"), metric(8, "Reward", "0.15", "packed")
    assert len(movements([bare(*runs)], DOMAIN)) == 1
    assert movements([bare(*shapes)], DOMAIN) == movements([bare(*topics)], DOMAIN) == ()


def test_a_metric_that_moved_alike_everywhere_is_told_once_with_both_values_and_a_verdict() -> None:
    assert told(*MEMORY) == [
        "Memory (MiB) falls from 59696 (old) to 58474 (new), -1222, -2.0%, on plain;"
        " falls from 59696 to 58780, -916, -1.5%, on gated; better in both."
    ]


def test_a_trade_off_is_told_as_mixed() -> None:
    (text,) = told(*THROUGHPUT)
    assert text.endswith("falls from 22440 to 22176, -264, -1.2%, on gated; mixed.")


def test_what_moved_alike_everywhere_comes_first() -> None:
    assert [text.split()[0] for text in told(*THROUGHPUT, *MEMORY)] == ["Memory", "Throughput"]


def test_every_movement_cites_both_runs() -> None:
    (each,) = movements([unit(REPORT, *MEMORY[:2])], DOMAIN)
    assert [source.lines for source in each.sources] == [(7, 7), (8, 8)]


def test_a_metric_without_a_direction_is_neither_better_nor_worse() -> None:
    seen = bare(metric(7, "Gate", "0.10", "old"), metric(8, "Gate", "0.20", "new"))
    assert [each.text for each in movements([seen], DOMAIN)] == [
        "Gate rises from 0.10 (old) to 0.20 (new), +0.10, +100.0%."
    ]


def test_what_hardly_moved_and_what_sections_measured_is_not_compared() -> None:
    still = bare(metric(7, "Loss", "5.000", "old"), metric(8, "Loss", "5.001", "new"))
    text = "# Report: a\n\n## Run 1: plain\n\n- loss 5.8\n\n## Run 2: gated\n\n- loss 5.4\n"
    sections = unit(text, metric(5, "Loss", "5.8"), metric(9, "Loss", "5.4"))
    assert moved(still, DOMAIN) == moved(sections, DOMAIN) == ()


def test_a_comparison_knows_the_best_run_by_the_direction_of_its_metric() -> None:
    (memory,) = comparisons([unit(REPORT, *MEMORY)], DOMAIN)
    assert (memory.metric, memory.direction, memory.best) == ("Memory (MiB)", Direction.LOWER, 1)


def test_nobody_is_best_where_two_share_the_best_value_or_no_direction_is_known() -> None:
    assert best_of([3.0, 3.0, 4.0], Direction.LOWER) is None
    assert best_of([3.0, 4.0], Direction.UNKNOWN) is None
    assert best_of([3.0, 4.0], Direction.HIGHER) == 1


def test_units_of_one_dimension_are_compared_by_size() -> None:
    facts = (
        Fact(MEMORY[0].kind, (7, 7), "test", name="Memory", value="1 GiB", number=1.0, unit="GiB", subject="old"),
        Fact(MEMORY[0].kind, (8, 8), "test", name="Memory", value="900 MiB", number=900.0, unit="MiB", subject="new"),
    )
    (memory,) = comparisons([bare(*facts)], DOMAIN)
    assert memory.best == 1


def test_values_in_several_units_are_drawn_in_one() -> None:
    facts = (
        Fact(MEMORY[0].kind, (7, 7), "test", name="Memory", value="2 GiB", number=2.0, unit="GiB", subject="old"),
        Fact(MEMORY[0].kind, (8, 8), "test", name="Memory", value="512 MiB", number=512.0, unit="MiB", subject="new"),
    )
    (memory,) = comparisons([bare(*facts)], DOMAIN)
    assert [(bar.value, bar.number) for bar in memory.measurements] == [("2 GiB", 2.0), ("512 MiB", 0.5)]


def test_the_metric_that_the_conclusions_speak_of_is_compared_first() -> None:
    facts = (
        metric(7, "Parameters", "21.0", "r8"),
        metric(8, "Parameters", "41.9", "r16"),
        metric(7, "Loss", "0.412", "r8"),
        metric(8, "Loss", "0.371", "r16"),
        Fact(Kind.FINDING, (9, 9), "test", text="r16 reaches a loss of 0.371"),
    )
    assert [each.metric for each in comparisons([bare(*facts)], DOMAIN)] == ["Loss", "Parameters"]


def test_each_report_has_its_turn_and_what_is_told_twice_is_compared_once() -> None:
    loss = [metric(7, "Loss", "0.5", "a"), metric(8, "Loss", "0.4", "b")]
    latency = [metric(7, "Latency", "95", "a"), metric(8, "Latency", "94", "b")]
    other = [metric(7, "Error", "0.7", "a"), metric(8, "Error", "0.6", "b")]
    found = comparisons([bare(*loss, *latency), bare(*other), bare(*loss)], DOMAIN)
    assert [each.metric for each in found] == ["Loss", "Error", "Latency"]


def test_sizes_that_were_given_are_a_sweep_in_which_nobody_is_best() -> None:
    facts = [metric(at, "Latency", str(value), f"M {size}.000000") for at, (size, value) in enumerate(SIZES, 1)]
    (latency,) = comparisons([bare(*facts)], DOMAIN)
    assert (latency.swept, latency.best, [bar.run for bar in latency.measurements]) == ("M", None, ["1024", "2048", "4096"])


SIZES = ((1024, 1.5), (2048, 3.5), (4096, 8.5))


def test_what_moved_is_told_from_the_run_that_its_row_calls_the_baseline() -> None:
    seen = unit(
        """
        # Report: port

        | run | VRAM | notes |
        |---|---|---|
        | r1 | 21767 MiB | the port |
        | r2 | 27443 MiB | upstream baseline |
        """,
        metric(5, "memory", "21767 MiB", "r1"),
        metric(6, "memory", "27443 MiB", "r2"),
    )
    (said,) = movements([seen], DOMAIN)
    assert said.text == "Memory falls from 27443 MiB (r2) to 21767 MiB (r1), -5676 MiB, -20.7%; better."


def test_a_difference_named_as_one_is_no_result_of_a_run() -> None:
    seen = unit(
        "# Report: bits\n\n- wide: eval loss 1.142\n- int8: 0.003 better eval loss\n",
        metric(3, "eval loss", "1.142", "wide"),
        metric(4, "better eval loss", "0.003", "int8"),
    )
    assert moved(seen, DOMAIN) == ()


def test_what_two_texts_tell_of_the_same_numbers_is_told_once() -> None:
    log = (metric(3, "Peak use", "59696 MiB", "no grouping"), metric(4, "Peak use", "58474 MiB", "grouping"))
    other = (metric(5, "Peak use", "300 MiB", "no grouping"), metric(6, "Peak use", "200 MiB", "grouping"))
    units = [unit(REPORT, *MEMORY), bare(*log, path="log.md"), bare(*other, path="other.md")]
    assert [said.text.split(" from ")[0] for said in movements(units, DOMAIN)] == ["Memory (MiB) falls", "Peak use falls"]


def test_runs_are_told_by_what_tells_them_apart() -> None:
    found = (
        metric(3, "Memory", "29 GiB", "seen in the check, before"),
        metric(4, "Memory", "20 GiB", "seen in the check, after"),
    )
    (said,) = movements([bare(*found)], DOMAIN)
    assert said.text.startswith("Memory falls from 29 GiB (before) to 20 GiB (after)")


def test_nothing_ran_at_what_is_possible() -> None:
    markdown = "# Report: decoder\n\n## Decoder\n\n- reached: 43.2 ms\n- theoretical floor: 23 ms\n"
    seen = unit(markdown, metric(5, "time", "43.2 ms", "reached"), metric(6, "time", "23 ms", "theoretical floor"))
    assert moved(seen, DOMAIN) == ()


def test_the_best_of_the_reference_says_little() -> None:
    markdown = """
        # Report: convolution

        ## Sweep

        | tile | cpu time | gpu time |
        |---|---|---|
        | small | 5 ms | 2 ms |
        | large | 4 ms | 3 ms |
    """
    facts = (
        metric(7, "cpu time", "5 ms", "small"),
        metric(7, "gpu time", "2 ms", "small"),
        metric(8, "cpu time", "4 ms", "large"),
        metric(8, "gpu time", "3 ms", "large"),
    )
    assert comparisons([unit(markdown, *facts)], DOMAIN)[0].metric == "gpu time"
