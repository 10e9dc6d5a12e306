"""JSONL logs: a row a record, on the record's line."""

from __future__ import annotations

from bot.model.report import Cell, Problem, Table
from bot.reading.jsonl_log import MAX_RECORDS, read


def test_each_record_is_a_row_on_its_line() -> None:
    contents = read('{"run": "a", "acc": 0.50}\n\n{"run": "b", "acc": 0.6, "extra": {"k": true}}\n')
    header = (Cell("run", (1, 1)), Cell("acc", (1, 1)), Cell("extra.k", (3, 3)))
    rows = (
        (Cell("a", (1, 1)), Cell("0.50", (1, 1)), Cell("", (1, 1))),
        (Cell("b", (3, 3)), Cell("0.6", (3, 3)), Cell("true", (3, 3))),
    )
    assert contents.blocks == (Table(header, rows, (1, 3)),)
    assert contents.problems == ()


def test_a_broken_line_is_reported_and_the_others_are_read() -> None:
    contents = read('{"a": 1}\n{"a": \n{"a": 3}\n')
    (table,) = contents.blocks
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == ["1", "3"]
    assert [problem.line for problem in contents.problems] == [2]


def test_many_broken_lines_are_summed_up() -> None:
    contents = read("no json\n" * 10)
    assert [problem.line for problem in contents.problems] == [1, 2, 3, 3]
    assert contents.problems[-1] == Problem(3, "7 more lines are not valid JSON")


def test_a_very_long_log_is_read_at_its_ends() -> None:
    contents = read("".join(f'{{"step": {step}, "loss": 0.5}}\n' for step in range(MAX_RECORDS + 100)))
    (table,) = contents.blocks
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == ["0", str(MAX_RECORDS + 99)]
    assert contents.problems == (Problem(1, "100 of 20100 records were left out: too many, or of too many kinds"),)
