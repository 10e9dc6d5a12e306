"""The fact rules, in the order in which they run. A new rule is one module and one line here."""

from __future__ import annotations

from bot.extract import running_text
from bot.extract.code import blocks as code_blocks
from bot.extract.context import ReportRule, Rule
from bot.extract.statements import headed_problems, telling_headings
from bot.extract.statements import rules as statements
from bot.extract.tables import attempts as attempt_tables
from bot.extract.tables import notes as table_notes
from bot.extract.tables import problems as problem_tables
from bot.extract.tables import values as table_values
from bot.extract.values import hardware

RULES: tuple[Rule, ...] = (
    table_values.facts,
    code_blocks.facts,
    running_text.facts,
    hardware.facts,
    attempt_tables.facts,
    statements.facts,
    problem_tables.facts,
    table_notes.facts,
    telling_headings.facts,
)

REPORT_RULES: tuple[ReportRule, ...] = (headed_problems.facts,)
"""Rules on what several sections tell together."""
