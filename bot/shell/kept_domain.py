"""A domain as it was read out of its files the last time: to load what reads YAML takes longer than all that it reads."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.model.domain import Domain, Vocabulary
from bot.shell.cache import Cache, key_of

_RULES = ("domains", "reading", "model")
"""The packages whose code and files decide what a domain is."""


def known_domain(name: str, files: Mapping[str, str], cache: Cache | None) -> tuple[Domain, str]:
    """Return what `load_domain` returns: the domain `name`, a team having `files` of its own, and a warning."""
    key = key_of("domain", cache.rules_version(*_RULES), name, repr(sorted(files.items()))) if cache else b""
    found = _domain_from(cache.read([key]).get(key, "")) if cache else None
    if found is not None:
        return found, ""
    from bot.domains.loading import load_domain

    domain, warning = load_domain(name, files)
    if cache and not warning:
        cache.write([(key, json.dumps(domain, ensure_ascii=False))])
    return domain, warning


def _domain_from(text: str) -> Domain | None:
    try:
        name, title, naming, vocabulary, subjects, focus = json.loads(text)
        words = Vocabulary(*map(tuple, vocabulary))
        return Domain(name, title, naming, words, tuple(subjects), tuple((key, tuple(held)) for key, held in focus))
    except (ValueError, TypeError):
        return None
