"""Numbers in running text with the words around them, where numbers that are compared with each other belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.extract.numbers import Mention
from bot.extract.values.clauses import Clauses

_LINK = re.compile(
    r"[`*)\s]*(?:\([^()\d]{1,20}\)\s)?(?P<what>(?:[^\W\d][\w\-]*\s){0,2}?),?\s?\(?"
    r"(?P<word>→|->|=>|⟶|to\b|vs\b\.?|versus\b|against\b|(?:down|up) from\b|(?:better|worse|lower|higher) than\b|"
    r"降到|降至|提升到|提升至|升至|增加到|减少到|에서|compared (?:to|with)\b|instead of\b)"
    r"\s*(?P<who>(?:[^\W_][\w\-.]*(?:'s)?\s){0,3})[`*]*"
)
_COUNTER = re.compile(
    r"(?:epoch|step|iter(?:ation)?|round|phase|stage|day|week|layer|run|exp(?:eriment)?)s? $", re.IGNORECASE
)
_LISTED = re.compile(r"[`*\s]+(?:(?P<word>and|or|&)\s+)(?P<what>)(?P<who>)[`*]*")  # `7.5% and 15% accuracy`
_BETWEEN = re.compile(r"\bbetween\s[`*~]*$")
_RANGE = re.compile(r"\b(?:rang(?:es?|ed|ing)|var(?:y|ies|ied)|anywhere|between)\b[^.;]{0,12}$")
CHANGES = frozenset({"→", "->", "=>", "⟶", "to", "降到", "降至", "提升到", "提升至", "升至", "增加到", "减少到", "에서"})
"""What stands between two numbers of which the second took the place of the first."""

_LONGEST_LINK = 60


class Chain(NamedTuple):
    """One number, or several that are compared (`a vs b`, `a → b`) or, with one unit, listed (`a% and b%`).

    `unit` is that of the last number that has one, `named` what stands right behind the first (`5% acc vs 7%`).
    `owners` are the words that say whose each number is (empty where nothing does). `before` and `after` are the rest
    of the clause; `outer` is the clause before a bracket (`is_bracketed`) or a colon that the number stands behind.
    """

    numbers: tuple[Mention, ...]
    unit: str
    named: str
    owners: tuple[str, ...]
    is_change: bool
    before: str
    after: str
    outer: str
    is_bracketed: bool

    @property
    def is_compared(self) -> bool:
        """Whether there are several numbers."""
        return len(self.numbers) > 1


def chains(text: str, found: Sequence[Mention]) -> Iterator[Chain]:
    """Yield the numbers that were found in `text` in order, as chains."""
    if not found:
        return
    clauses = Clauses(text)
    numbers = [found[0]]
    links: list[re.Match[str]] = []
    for mention in found[1:]:
        link = _linked(text, numbers[-1], mention)
        if link is None:
            yield _chain(text, clauses, numbers, links)
            numbers, links = [], []
        else:
            links.append(link)
        numbers.append(mention)
    yield _chain(text, clauses, numbers, links)


def _linked(text: str, left: Mention, right: Mention) -> re.Match[str] | None:
    between = text[left.end : right.start]
    if len(between) >= _LONGEST_LINK:
        return None
    linked = _LINK.fullmatch(between)
    if linked and (_COUNTER.search(linked["who"]) or left.text == right.text):
        return None  # `loss 1.47 → epoch 15`: a number that counts is no value; `3e-2 => 3e-2 is stable` is no change
    listed = left.unit == right.unit if left.unit else _BETWEEN.search(text[max(0, left.start - 20) : left.start])
    return _LISTED.fullmatch(between) if linked is None and listed else linked


def _chain(text: str, clauses: Clauses, numbers: list[Mention], links: list[re.Match[str]]) -> Chain:
    first, last = numbers[0].start, numbers[-1].end
    start, end = clauses.around(first, last)
    opening = text[max(0, start - 2) : start].strip()[-1:]
    bracketed = opening in ("(", "（")
    outer = ""
    if bracketed or opening == ":":
        place = start - 1 if bracketed else start - 2
        outer = text[clauses.around(place, place)[0] : place]
    return Chain(
        tuple(numbers),
        next((number.unit for number in reversed(numbers) if number.unit), ""),
        links[0]["what"].strip() if links else "",
        ("", *(link["who"].strip().removesuffix("'s") for link in links)) if links else ("",),
        len(numbers) == 2
        and links[0]["word"] in CHANGES
        and not _RANGE.search(text[start:first])
        and not (links[0]["word"] == "to" and numbers[0].text.strip("%") == "0"),  # `0% to -7%` is a range
        text[start:first],
        text[last:end],
        outer,
        bracketed,
    )
