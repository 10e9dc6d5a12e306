"""The results of a skill: one caption a report, and no numbers beside a table that its sentences tell."""

from __future__ import annotations

from bot.synthesize.results.table import results
from tests.synthesize.evidence import finding, metric, unit

TABLED = """
    # Report: queue

    | Run | Loss | Memory |
    |---|---|---|
    | a | 0.41 | 21.4 |
    | b | 0.37 | 21.8 |
    | c | 0.36 | 22.6 |
    | d | 0.35 | 24.3 |

    - Run b saves 41% of the time.
    - Relative improvement: 8.5%
"""
OF_TABLE = tuple(
    metric(line, name, value, run)
    for line, run, loss, memory in (
        (5, "a", "0.41", "21.4"),
        (6, "b", "0.37", "21.8"),
        (7, "c", "0.36", "22.6"),
        (8, "d", "0.35", "24.3"),
    )
    for name, value in (("Loss", loss), ("Memory", memory))
)


def test_the_numbers_of_a_sentence_are_not_repeated_beside_a_table() -> None:
    seen = unit(TABLED, *OF_TABLE, finding(10, "Run b saves 41% of the time."), metric(10, "saves", "41%", "b"))
    (table,) = results([seen], 20)
    assert [row.cells[0] for row in table.rows] == ["a", "b", "c", "d"]


def test_a_single_stray_result_makes_no_table_of_its_own() -> None:
    (table,) = results([unit(TABLED, *OF_TABLE, metric(11, "Relative improvement", "8.5%"))], 20)
    assert table.header == ("Run", "Loss", "Memory")


def test_a_report_is_captioned_once_where_there_are_several() -> None:
    first = unit(TABLED, *OF_TABLE)
    second = unit(
        "# Report: worker\n\n| Run | Time |\n|---|---|\n| p | 31.5 |\n| q | 29.7 |\n",
        metric(5, "Time", "31.5", "p"),
        metric(6, "Time", "29.7", "q"),
        path="reports/worker.md",
    )
    assert [table.caption for table in results([first, second], 20)] == ["queue", "worker"]
    assert [table.caption for table in results([first], 20)] == [""]


def test_a_table_says_that_rows_are_left_out() -> None:
    rows = "".join(f"| run {name} | {number} |\n" for number, name in enumerate("abcdefgh", 11))
    markdown = f"# Report: sweep\n\n| Run | Loss |\n|---|---|\n{rows}"
    facts = [metric(number - 6, "Loss", str(number), f"run {name}") for number, name in enumerate("abcdefgh", 11)]
    (whole,) = results([unit(markdown, *facts)], 8)
    (cut,) = results([unit(markdown, *facts)], 4)
    assert (len(whole.rows), whole.is_cut) == (8, False)
    assert (len(cut.rows), cut.is_cut) == (4, True)
