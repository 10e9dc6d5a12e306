"""What a model may cost a run: requests, tokens, seconds and money, what is expected, and what was spent."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from bot.errors import UsageError
from bot.writer.request_text import prompt
from bot.writer.task import FORMS, Section, Task

_ENTRY = re.compile(r"(?P<name>[a-z]+)\s*=\s*(?P<value>\d{1,15}(?:\.\d{1,15})?)")
_SIGNS_A_TOKEN = 3.5
_MESSAGE = 8
_STATEMENT = 22
ROUNDS = 3
"""How often a task is asked at most: once, and again for what was refused."""


class Limits(NamedTuple):
    """The most that one run may use; `usd` is kept only where the price of the model is known."""

    requests: int = 30
    tokens: int = 200_000
    seconds: int = 120
    usd: float = 1.0


class Price(NamedTuple):
    """US dollars for a million tokens of input and of output."""

    tokens_in: float
    tokens_out: float


class Spent(NamedTuple):
    """What was used, or is expected to be."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def plus(self, other: Spent) -> Spent:
        """Return the sum."""
        return Spent(*(one + more for one, more in zip(self, other, strict=True)))

    def less(self, other: Spent) -> Spent:
        """Return the difference."""
        return Spent(*(one - more for one, more in zip(self, other, strict=True)))

    def usd(self, price: Price | None) -> float | None:
        """Return the cost, None where there is no price."""
        if price is None:
            return None
        return (self.tokens_in * price.tokens_in + self.tokens_out * price.tokens_out) / 1_000_000

    def __str__(self) -> str:
        """Say it in words."""
        many = "" if self.requests == 1 else "s"
        return f"{self.requests} request{many}, {self.tokens_in:,} tokens in, {self.tokens_out:,} out"


def read_limits(text: str) -> Limits:
    """Return the limits that a text like `requests=30 tokens=200000 seconds=120 usd=1` sets; others keep their default.

    Raises `UsageError`.
    """
    given = _entries(text, Limits._fields, "limits")
    values: dict[str, Any] = {name: value if name == "usd" else _whole(name, value) for name, value in given.items()}
    return Limits(**values)


def _whole(name: str, value: float) -> int:
    """A count as one. Rounding would forbid everything where somebody meant half a second."""
    if value != int(value):
        raise UsageError(f"limits '{name}={value:g}' is no whole number", fix=f"write {name}={math.ceil(value)}")
    return int(value)


def read_price(text: str) -> Price | None:
    """Return the price that a text like `in=0.15 out=0.60` gives (US dollars a million tokens), None for an empty one.

    Raises `UsageError`.
    """
    given = _entries(text, ("in", "out"), "price")
    if not given:
        return None
    if len(given) < 2:
        raise UsageError(f"price {text!r} has only one of in and out", fix="write in=0.15 out=0.60")
    return Price(given["in"], given["out"])


def _entries(text: str, known: Iterable[str], what: str) -> dict[str, float]:
    given = {}
    for word in text.replace(",", " ").split():
        match = _ENTRY.fullmatch(word)
        if not match or match["name"] not in known:
            raise UsageError(f"{what} {word!r} is not understood", fix=f"write {'=… '.join(known)}=… with numbers")
        given[match["name"]] = float(match["value"])
    return given


def over(limits: Limits, spent: Spent, price: Price | None) -> str:
    """Return which limit `spent` would break (`the limit of 30 requests`), empty where it breaks none."""
    cost = spent.usd(price)
    if spent.requests > limits.requests:
        return f"the limit of {limits.requests} requests"
    if spent.tokens_in + spent.tokens_out > limits.tokens:
        return f"the limit of {limits.tokens:,} tokens"
    if cost is not None and cost > limits.usd:
        return f"the limit of ${limits.usd:g}"
    return ""


def expected(tasks: Iterable[Task]) -> Spent:
    """Return what one request for each task is expected to use."""
    total = Spent()
    for task in tasks:
        asked = prompt(task)
        total = total.plus(expected_of((asked.instructions, asked.request, repr(asked.schema)), task.sections))
    return total


def expected_of(messages: Iterable[str], sections: Iterable[Section]) -> Spent:
    """Return what a request with these messages is expected to use: by the length of the texts, not by a tokenizer."""
    texts = tuple(messages)
    tokens = sum(tokens_of(text) + _MESSAGE for text in texts)
    answer = sum(
        _statements(section) * (_STATEMENT + tokens_of("x" * (FORMS[section.part].longest // 2))) for section in sections
    )
    return Spent(1, tokens, answer)


def tokens_of(text: str) -> int:
    """Return about how many tokens a text is."""
    return int(len(text.encode("utf-8", "replace")) / _SIGNS_A_TOKEN) + 1


def _statements(section: Section) -> int:
    form = FORMS[section.part]
    return max(form.least, min(form.most, len(section.now)))
