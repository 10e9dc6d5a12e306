"""The fact rules, in the order in which they run. A new rule is one module and one line here."""

from __future__ import annotations

from bot.extract import table_values, value_text
from bot.extract.context import Rule

RULES: tuple[Rule, ...] = (table_values.facts, value_text.facts)
