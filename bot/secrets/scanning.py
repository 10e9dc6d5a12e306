"""Finds secrets in text: keys by their own shape (gitleaks' rules, in rules.json), and values that are called a secret."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from math import log2
from pkgutil import get_data
from typing import Any, NamedTuple

NAMED = "named-secret"
"""The rule for what is called a secret, whatever it looks like."""

_NAME = re.compile(
    r"\w*(?:api_?key|secret(?:_access)?(?:_key)?|password|passwd)"
    r"|(?:\w*_)?(?:access|auth|api|bearer|hub|hf|github|gitlab|gh|bot|refresh|session|wandb)_?token",
    re.I,
)
_CALLED = re.compile(  # each word opens with a set of its two letters: with a flag for all the search is five times as slow
    r"(?P<word>[Kk](?i:ey)|[Ss](?i:ecret)|[Pp](?i:assword|asswd)|[Tt](?i:oken))"
    r"(?:(?P<sign>['\"`]{0,2}\s{0,3}[:=]\s{0,3})|\s)['\"`]{0,2}(?P<value>[^\s'\"`,;|<>(){}\[\]]{8,200})"
)
_BEARER = re.compile(r"\b[Bb](?i:earer)\s(?P<value>[\w.~+/=-]{20,200})")
_CALLED_WORDS = ("key", "secret", "passw", "token", "bearer")
_BEFORE = re.compile(r"(?P<flag>--)?(?P<name>[\w-]{1,60})$")
_LETTER, _NO_LETTER = re.compile(r"[A-Za-z]"), re.compile(r"[\d!@#$%^&*~+=-]")
_SPEAKING = re.compile(
    r"^(?:[$%./~\\*]|\w+://|\w+\.[A-Za-z]\w{0,5}$)|[*•…]{3}|\.\.\.|(?i:xxx|your|example|placeholder|redacted)"
)
_FEWEST_BITS = 2.5
"""Bits of entropy a character below which a named value is a word or a pattern (`aaaaaaaa`, `12341234`)."""


class Secret(NamedTuple):
    """Where a secret stands in a text (offsets of its first character and behind its last), and the rule that knows it."""

    start: int
    end: int
    rule: str


class _Rule(NamedTuple):
    name: str
    keywords: tuple[str, ...]
    regex: str
    group: int
    entropy: float
    allowed: tuple[str, ...]


def secrets_in(text: str) -> tuple[Secret, ...]:
    """Return the secrets in `text`, by their places; those that overlap are one."""
    found = sorted(_found(text))
    merged: list[Secret] = []
    for secret in found:
        if merged and secret.start < merged[-1].end:
            merged[-1] = merged[-1]._replace(end=max(secret.end, merged[-1].end))
        else:
            merged.append(secret)
    return tuple(merged)


def is_secret_value(name: str, value: str) -> bool:
    """Say whether a setting called `name` holds a secret: it is called one, and its value is neither word nor number."""
    return bool(_NAME.fullmatch(name.strip().strip("`").replace("-", "_"))) and len(value) >= 8 and _is_random(value)


def _found(text: str) -> Iterator[Secret]:
    # No keyword holds white space, so that each word needs to be looked at once, however often it is said.
    words = "\n".join(set(text.casefold().split()))
    for rule in _rules():
        for keyword in rule.keywords:
            if keyword in words:
                yield from _by_rule(rule, text)
                break
    if any(word in words for word in _CALLED_WORDS):
        yield from _named(text)


def _by_rule(rule: _Rule, text: str) -> Iterator[Secret]:
    for match in _compiled(rule.regex).finditer(text):
        group = rule.group or (1 if match.re.groups and match[1] else 0)
        secret = match[group]
        if _entropy(secret) >= rule.entropy and not any(_compiled(regex).search(secret) for regex in rule.allowed):
            yield Secret(*match.span(group), rule.name)


def _named(text: str) -> Iterator[Secret]:
    """Yield the values of `password: …`, `"api_key": "…"`, `--hf-token …` and `Authorization: Bearer …`."""
    for match in _CALLED.finditer(text):
        end = match.end("word")
        name = _BEFORE.search(text, max(0, end - 60), end)
        if name and (match["sign"] or name["flag"]) and is_secret_value(name["name"], match["value"]):
            yield Secret(*match.span("value"), NAMED)
    for match in _BEARER.finditer(text):
        if _is_random(match["value"]):
            yield Secret(*match.span("value"), NAMED)


def _is_random(value: str) -> bool:
    """Whether nobody would write this value as a word, a number, a path, an address or a placeholder."""
    is_mixed = bool(_LETTER.search(value) and _NO_LETTER.search(value))
    return is_mixed and not _SPEAKING.search(value) and _entropy(value) >= _FEWEST_BITS


def _entropy(text: str) -> float:
    """Shannon's entropy of the characters, in bits."""
    counts = Counter(text).values()
    return -sum(count / len(text) * log2(count / len(text)) for count in counts)


@cache
def _rules() -> tuple[_Rule, ...]:
    content = json.loads(get_data(__package__, "rules.json") or b"")
    allowed = (*content["allowed"], *map(re.escape, content["stopwords"]))
    return tuple(_rule(entry, allowed) for entry in content["rules"])


def _rule(entry: dict[str, Any], allowed_anywhere: tuple[str, ...]) -> _Rule:
    allowed = (*allowed_anywhere, *(each["regex"] for each in entry.get("allowed", ())))
    return _Rule(
        entry["id"], tuple(entry["keywords"]), entry["regex"], entry.get("group", 0), entry.get("entropy", 0), allowed
    )


@cache
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex, re.ASCII)
