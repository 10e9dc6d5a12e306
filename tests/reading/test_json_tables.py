"""Records become tables: one for each kind, and a long log keeps the steps that a reader asks for."""

from __future__ import annotations

import json

from bot.model.report import Table
from bot.reading.json_document import parse_json
from bot.reading.json_tables import MAX_ROWS, Row, flattened, record_tables


def _rows(records: list[dict[str, object]]) -> list[Row]:
    return [
        Row(number, flattened(parse_json(json.dumps(record), number))) for number, record in enumerate(records, start=1)
    ]


def _column(table: Table, name: str) -> list[str]:
    index = [cell.text for cell in table.header].index(name)
    return [row[index].text for row in table.rows]


def test_training_and_evaluation_steps_are_two_tables() -> None:
    train = {"step": 1, "epoch": 0.1, "loss": 0.9, "lr": 1e-4}
    evaluation = {"step": 1, "epoch": 0.1, "eval_loss": 0.8, "eval_runtime": 3.5, "eval_acc": 0.4}
    tables, left_out = record_tables(_rows([train, evaluation, {**train, "step": 2}, {**evaluation, "step": 2}]))
    assert [_column(table, "step") for table in tables] == [["1", "2"], ["1", "2"]]
    assert left_out == 0


def test_a_long_log_keeps_the_first_best_and_last_steps() -> None:
    losses = [1.0, *[0.5] * 30, 0.25, *[0.6] * 30, 0.75]
    records: list[dict[str, object]] = [{"step": step, "loss": loss, "lr": 0.1} for step, loss in enumerate(losses)]
    (table,), left_out = record_tables(_rows(records))
    assert _column(table, "step") == ["0", "31", "62"]
    assert table.rows[1][1].lines == (32, 32)
    assert left_out == 0


def test_runs_are_all_kept_also_when_there_are_many() -> None:
    records: list[dict[str, object]] = [{"run": f"r{index}", "loss": index % 7} for index in range(60)]
    (table,), _ = record_tables(_rows(records))
    assert len(table.rows) == 60


def test_a_counter_that_falls_is_none() -> None:
    records: list[dict[str, object]] = [{"epochs": index % 5, "loss": index} for index in range(60)]
    (table,), _ = record_tables(_rows(records))
    assert len(table.rows) == 60


def test_what_exceeds_the_limit_is_counted() -> None:
    records: list[dict[str, object]] = [{"run": f"r{index}"} for index in range(MAX_ROWS + 7)]
    (table,), left_out = record_tables(_rows(records))
    assert (len(table.rows), left_out) == (MAX_ROWS, 7)


def test_what_tells_records_apart_stands_first() -> None:
    (runs,), _ = record_tables(_rows([{"acc": 0.5, "run_id": "a"}, {"acc": 0.6, "run_id": "b"}]))
    (steps,), _ = record_tables(_rows([{"loss": 0.5, "step": 1}]))
    assert [[cell.text for cell in table.header] for table in (runs, steps)] == [["run_id", "acc"], ["step", "loss"]]
