"""The state of a Hugging Face trainer: what it reached, and a condensed log with true values."""

from __future__ import annotations

import json

from bot.model.report import Heading, Table
from bot.reading.json_results import read


def test_state_and_log_are_read_with_lines() -> None:
    log: list[dict[str, object]] = []
    for step in range(1, 61):
        log.append({"epoch": 0.1, "learning_rate": 1e-4, "loss": 2.0 - step / 50, "step": step})
    log += [{"eval_loss": 0.91, "eval_runtime": 3.2, "step": 60}, {"train_runtime": 100.5, "train_loss": 1.4, "step": 60}]
    state = {"best_metric": 0.91, "global_step": 60, "is_world_process_zero": True, "log_history": log, "max_steps": 60}
    contents = read(json.dumps({**state, "best_model_checkpoint": None}, indent=2))
    settings, heading, *tables = contents.blocks
    assert isinstance(settings, Table)
    assert [(row[0].text, row[1].text, row[1].lines) for row in settings.rows[:2]] == [
        ("best_metric", "0.91", (2, 2)),
        ("global_step", "60", (3, 3)),
    ]
    assert [row[0].text for row in settings.rows] == ["best_metric", "global_step", "max_steps"]
    assert heading == Heading(2, "log_history", (5, 5))
    assert [[cell.text for cell in row] for table in tables if isinstance(table, Table) for row in table.rows] == [
        ["1", "1.98"],
        ["60", "0.8"],
        ["60", "0.91", "3.2"],
        ["60", "100.5", "1.4"],
    ]


def test_an_empty_log_leaves_the_state() -> None:
    (settings,) = read('{"global_step": 3, "log_history": []}').blocks
    assert isinstance(settings, Table)
    assert settings.rows[0][1].text == "3"
