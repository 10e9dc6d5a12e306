"""The fact rules, in the order in which they run. A new rule is one module and one line here."""

from __future__ import annotations

from bot.extract import (
    attempt_tables,
    code_values,
    findings,
    hardware,
    labelled_attempts,
    labelled_problems,
    outcomes,
    practices,
    problem_tables,
    problems,
    questions,
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
    labelled_attempts.facts,
    outcomes.facts,
    problem_tables.facts,
    labelled_problems.facts,
    problems.facts,
    questions.facts,
    practices.facts,
    findings.facts,
    table_notes.facts,
    telling_headings.facts,
)
