"""The fact rules, in the order in which they run. A new rule is one module and one line here."""

from __future__ import annotations

from bot.extract import (
    attempt_tables,
    code_values,
    hardware,
    problem_tables,
    statements,
    table_notes,
    table_values,
    telling_headings,
    value_text,
)
from bot.extract.context import Rule

RULES: tuple[Rule, ...] = (
    table_values.facts,
    code_values.facts,
    value_text.facts,
    hardware.facts,
    attempt_tables.facts,
    statements.facts,
    problem_tables.facts,
    table_notes.facts,
    telling_headings.facts,
)
