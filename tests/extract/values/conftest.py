"""What the tests of the value rules share: a report's markdown in, its setup, parameters and metrics out."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from bot.domains.loading import load_domain
from bot.extract.report_facts import extract_facts
from bot.model.domain import Domain
from bot.model.fact import VALUE_KINDS, Fact
from bot.model.report import Report
from bot.reading.markdown import markdown_blocks


@lru_cache
def domain_named(name: str) -> Domain:
    """A shipped domain, read once: tests that measure time read many reports."""
    return load_domain(name)[0]


@pytest.fixture
def values() -> Callable[..., list[Fact]]:
    """A function from markdown (and a domain's name) to the value facts in it, by line."""

    def facts_of(text: str, domain: str = "research") -> list[Fact]:
        report = Report("report.md", "markdown", blocks=markdown_blocks(text))
        return [fact for fact in extract_facts(report, domain_named(domain)).facts if fact.kind in VALUE_KINDS]

    return facts_of


@pytest.fixture
def named(values: Callable[..., list[Fact]]) -> Callable[..., list[str]]:
    """A function from markdown to lines `kind name = value @ subject`, which read well in a test."""

    def lines_of(text: str, domain: str = "research") -> list[str]:
        return [
            f"{fact.kind} {fact.name} = {fact.value}" + (f" @ {fact.subject}" if fact.subject else "")
            for fact in values(text, domain)
        ]

    return lines_of
