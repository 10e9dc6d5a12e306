"""Guessing a repository's domain from the words of its reports, for repositories that name none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.domains.loading import DOMAINS, load_domain
from bot.model.domain import Domain

_WORD = re.compile(r"[^\W_]+")
_READ = 20_000
"""Characters of each report that are looked at: a report says what it is about at its beginning."""


def guess_domain(texts: Iterable[str]) -> str:
    """Return the shipped domain whose own words (those that no other has) most reports use, else the first of `DOMAINS`."""
    own = _own_words()
    votes = dict.fromkeys(DOMAINS, 0)
    for text in texts:
        words = f" {' '.join(_WORD.findall(text[:_READ].lower()))} "
        scores = {name: sum(f" {word} " in words for word in own[name]) for name in DOMAINS}
        best = max(DOMAINS, key=lambda name: scores[name])
        votes[best] += scores[best] > 0
    return max(DOMAINS, key=lambda name: votes[name])


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
