"""Long logs of steps are condensed, other tables are not."""

from __future__ import annotations

from bot.model.report import Cell, Table
from bot.reading.logged_steps import MAX_STEPS, condensed


def _table(header: list[str], rows: list[list[str]]) -> Table:
    head = tuple(Cell(text, (1, 1)) for text in header)
    body = tuple(tuple(Cell(text, (line, line)) for text in row) for line, row in enumerate(rows, start=2))
    return Table(head, body, (1, len(rows) + 1))


def _first_column(table: Table) -> list[str]:
    return [row[0].text for row in table.rows]


def test_first_best_and_last_steps_are_kept() -> None:
    rows = [[str(step), str(abs(step - 30)), "nan" if step == 9 else str(step % 20), "x"] for step in range(50)]
    assert _first_column(condensed(_table(["Step", "Training Loss", "eval_accuracy", "note"], rows))) == [
        "0",
        "19",
        "30",
        "49",
    ]


def test_short_logs_and_tables_of_runs_are_left_alone() -> None:
    short = _table(["step", "loss"], [[str(step), "1"] for step in range(MAX_STEPS)])
    runs = _table(["run", "epochs", "loss"], [[f"r{run}", str(run % 3), "1"] for run in range(60)])
    assert condensed(short) is short
    assert condensed(runs) is runs


def test_the_caller_may_know_that_it_is_a_log() -> None:
    rows = [[str(number)] for number in range(60)]
    assert _first_column(condensed(_table(["loss"], rows), is_log=True)) == ["0", "59"]
