"""What the tests of the statement rules share: a report's text in, what it tells of one kind out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domains.loading import load_domain
from bot.extract.context import Context
from bot.extract.section_roles import section_role
from bot.extract.statements import rules as statements
from bot.extract.statements import telling_headings
from bot.extract.tables import attempts as attempt_tables
from bot.extract.tables import notes as table_notes
from bot.extract.tables import problems as problem_tables
from bot.model.fact import Fact, Kind
from bot.model.report import Report
from bot.reading.markdown import markdown_blocks

DOMAIN = load_domain("research")[0]
RULES = (attempt_tables.facts, statements.facts, problem_tables.facts, table_notes.facts, telling_headings.facts)


@pytest.fixture
def told() -> Callable[[Kind, str], list[Fact]]:
    """A function from a kind and the markdown of a report to what the statement rules read of that kind, by line."""

    def facts_of(kind: Kind, text: str) -> list[Fact]:
        report = Report("report.md", "markdown", blocks=markdown_blocks(text))
        found = [
            fact
            for section in report.sections()
            for rule in RULES
            for fact in rule(Context(report, section, section_role(section), DOMAIN, section.title))
        ]
        return sorted((fact for fact in found if fact.kind is kind), key=lambda fact: fact.lines)

    return facts_of
