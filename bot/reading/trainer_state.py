"""`trainer_state.json` of Hugging Face's Trainer: where the training stands, and its log."""

from __future__ import annotations

from bot.model.report import Block, Heading, Problem
from bot.reading.contents import Contents
from bot.reading.json_document import JsonNode
from bot.reading.json_tables import Record, Row, flattened, pairs_table, record_tables

_NOISE = ("is_", "trial_", "stateful_")


def matches(document: JsonNode) -> bool:
    """Tell whether this is the state of a trainer."""
    history = document.get("log_history")
    return history is not None and history.elements is not None and document.get("global_step") is not None


def contents(document: JsonNode) -> Contents:
    """Return the state as a table of names and values, and the log's training and evaluation steps as tables.

    A long log keeps the first, the best and the last steps.
    """
    members = document.members or {}
    state = {key: value for key, value in members.items() if value.is_scalar and not key.startswith(_NOISE)}
    table = pairs_table(state, "state", document.lines[0])
    blocks: list[Block] = [table] if table else []
    history = members["log_history"]
    steps = (Row(entry.lines[0], _logged(entry)) for entry in history.elements or ())
    tables, left_out = record_tables(steps, is_log=True)
    line = history.lines[0]
    if tables:
        blocks += [Heading(2, "log_history", (line, line)), *tables]
    problems = (Problem(line, f"{left_out} logged steps of other kinds were left out"),) if left_out else ()
    return Contents(tuple(blocks), problems, title="")


def _logged(entry: JsonNode) -> Record:
    """Return what an entry measured, its step first; learning rate and epoch follow from the schedule and are left out."""
    record = flattened(entry)
    names = ["step", *(name for name in record if name not in ("step", "epoch", "learning_rate"))]
    return {name: record[name] for name in names if name in record}
