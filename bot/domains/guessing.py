"""Guessing a repository's domain from the words of its reports, for repositories that name none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.domains.loading import DOMAINS, load_domain
from bot.model.domain import Domain
from bot.model.report import Report, Table

_WORD = re.compile(r"[^\W_]+")
_READ = 20_000
"""Characters of each report that are looked at: a report says what it is about at its beginning."""


def guess_domain(reports: Iterable[Report]) -> str:
    """Return the shipped domain whose own words (those that no other has) most reports use, else the first of `DOMAINS`."""
    votes = domain_votes(reports)
    return max(DOMAINS, key=lambda name: votes[name])


def domain_votes(reports: Iterable[Report]) -> dict[str, int]:
    """Return for each shipped domain how many reports use more of its own words than of another's."""
    own = _own_words()
    votes = dict.fromkeys(DOMAINS, 0)
    for report in reports:
        words = f" {' '.join(_WORD.findall(_text(report)[:_READ].lower()))} "
        scores = {name: sum(f" {word} " in words for word in own[name]) for name in DOMAINS}
        best = max(DOMAINS, key=lambda name: scores[name])
        votes[best] += scores[best] > 0
    return votes


def _text(report: Report) -> str:
    parts = [report.title]
    for block in report.blocks:
        if isinstance(block, Table):
            parts.extend(cell.text for row in (block.header, *block.rows) for cell in row)
        else:
            parts.append(block.text)
    return "\n".join(parts)


def _own_words() -> dict[str, frozenset[str]]:
    words = {name: _words(load_domain(name)[0]) for name in DOMAINS}
    return {
        name: own.difference(*(other for another, other in words.items() if another != name)) for name, own in words.items()
    }


def _words(domain: Domain) -> frozenset[str]:
    vocabulary = domain.vocabulary
    lists = (
        vocabulary.setup,
        vocabulary.parameters,
        vocabulary.metrics,
        domain.subjects,
        *(words for _, words in domain.focus),
    )
    joined = (" ".join(_WORD.findall(word.lower())) for words in lists for word in words)
    return frozenset(word for word in joined if len(word) > 2)
