"""Numbers in running text with the words around them, where numbers that are compared with each other belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.extract.clauses import clause_around
from bot.extract.numbers import Mention, mentions

_LINK = re.compile(
    r"[`*)\s]*(?:[^\W\d][\w\-]*\s){0,2}?,?\s?"
    r"(?P<word>→|->|=>|⟶|to|vs\.?|versus|against|down from|up from|"
    r"降到|降至|提升到|提升至|升至|增加到|减少到|에서|compared (?:to|with)|instead of)"
    r"\s*(?P<who>(?:[^\W\d][\w\-.]*(?:'s)?\s){0,3})[`*]*"
)
_CHANGES = frozenset({"→", "->", "=>", "⟶", "to", "降到", "降至", "提升到", "提升至", "升至", "增加到", "减少到", "에서"})
_LONGEST_LINK = 60


@dataclass(frozen=True, slots=True)
class Chain:
    """One number, or several that are compared (`a vs b`, `a → b`).

    `owners` are the words that say whose each number is (empty where nothing does). `before` and `after` are the rest of
    the clause; `outer` is the clause before a bracket (`is_bracketed`) or a colon that the number stands behind.
    """

    numbers: tuple[Mention, ...]
    owners: tuple[str, ...]
    is_change: bool
    before: str
    after: str
    outer: str
    is_bracketed: bool

    @property
    def unit(self) -> str:
        """The unit of the last number that has one."""
        return next((number.unit for number in reversed(self.numbers) if number.unit), "")

    @property
    def is_compared(self) -> bool:
        """Whether there are several numbers."""
        return len(self.numbers) > 1


def chains(text: str) -> Iterator[Chain]:
    """Yield the numbers of `text` in order, as chains."""
    numbers: list[Mention] = []
    links: list[re.Match[str]] = []
    for mention in mentions(text):
        link = _linked(text, numbers[-1], mention) if numbers else None
        if link is None and numbers:
            yield _chain(text, numbers, links)
            numbers, links = [], []
        if link is not None:
            links.append(link)
        numbers.append(mention)
    if numbers:
        yield _chain(text, numbers, links)


def _linked(text: str, left: Mention, right: Mention) -> re.Match[str] | None:
    between = text[left.end : right.start]
    return _LINK.fullmatch(between) if len(between) < _LONGEST_LINK else None


def _chain(text: str, numbers: list[Mention], links: list[re.Match[str]]) -> Chain:
    clause = clause_around(text, numbers[0].start, numbers[-1].end)
    outer = ""
    opening = text[clause.start - 2 : clause.start].strip()
    if opening[-1:] in ("(", "（", ":"):
        around = clause_around(text, clause.start - 2, clause.start)
        outer = text[around.start : clause.start - 1].rstrip(":")
    return Chain(
        tuple(numbers),
        ("", *(link["who"].strip().removesuffix("'s") for link in links)),
        len(numbers) == 2 and links[0]["word"] in _CHANGES,
        text[clause.start : numbers[0].start],
        text[numbers[-1].end : clause.end],
        outer,
        opening[-1:] in ("(", "（"),
    )
