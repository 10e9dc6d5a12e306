"""Numbers in a model's words: each stands in a fact that the statement names, with its unit and its sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.extract.measurement_units import UNITS
from bot.verify.written_numbers import WrittenNumber, written_numbers
from bot.writer.checks.claim import Claim, stands

_DATE = re.compile(r"\b(?:19|20)\d\d[-/.]\d\d[-/.]\d\d\b")
_IN_NAME = re.compile(r"(?<=[A-Za-z][-‐‑])\d+(?:\.\d+)?(?![\w.]*[A-Za-z_])")
_SIGN = re.compile(r"(?:^|[\s(\[`~≈=:,])([-+−])$")
_WORD = re.compile(r"[A-Za-z]+")
_UNIT_WORD = re.compile(r"[%％×]|[A-Za-zµμ°][A-Za-z/]*")
_SCALES = frozenset("kKMB")
_FOLD = re.compile(r"([a-z]+|\d+)-?fold", re.I)
_COUNTS = "two three four five six seven eight nine ten eleven twelve".split()
_WORDS = {word: value for value, word in enumerate(_COUNTS, 2)} | {
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000, "million": 1e6, "millions": 1e6, "billion": 1e9,
    "billions": 1e9, "trillion": 1e12, "dozen": 12, "dozens": 12, "twice": 2, "thrice": 3, "double": 2, "doubles": 2,
    "doubled": 2, "doubling": 2, "triple": 3, "triples": 3, "tripled": 3, "tripling": 3, "quadruple": 4, "quadrupled": 4,
    "quadruples": 4, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "tenth": 10, "tenths": 10,
    "half": 0.5, "halves": 0.5, "halved": 0.5, "halving": 0.5,
}  # fmt: skip
"""Words that state a number. `one`, `both` and `first` are left out: they seldom do."""


class Figure(NamedTuple):
    """A number as it stands in a text, with its sign (`+`, `-` or empty)."""

    number: WrittenNumber
    sign: str

    @property
    def values(self) -> frozenset[float]:
        """What the figure can be: `46%` is also 0.46."""
        return frozenset(self.number.same_figures())

    @property
    def shown(self) -> str:
        """The number as written, with its unit."""
        unit = self.number.unit if self.number.unit.lower() in UNITS and not self.number.glued else ""
        return f"{self.sign}{self.number.text} {unit}".rstrip()


def figures(text: str) -> tuple[Figure, ...]:
    """Return the numbers of a text; those at the end of a name (`rank-16`) count as well, dates do not."""
    bare = _DATE.sub(lambda found: " " * len(found[0]), text)
    found = list(written_numbers(bare))
    known = {number.start for number in found}
    for match in _IN_NAME.finditer(bare):
        if match.start() not in known:
            found += [each._replace(start=match.start()) for each in written_numbers(match[0])]
    return tuple(Figure(number, _sign(bare, number.start)) for number in found)


def _sign(text: str, start: int) -> str:
    found = _SIGN.search(text[max(0, start - 2) : start])
    return found[1].replace("−", "-") if found else ""


def wrong_numbers(claim: Claim) -> Iterator[str]:
    """Yield a complaint for each number that no named fact holds, or that stands there with another unit or sign."""
    known = figures(claim.told)
    for figure in figures(claim.text):
        same = [other for other in known if figure.values & other.values]
        if not same and not _is_in_words(figure, claim.told):
            yield f"the number {figure.shown} stands in none of the facts that you name"
        elif same and not any(_has_unit(figure, other, claim.told) for other in same):
            yield f"{figure.shown} has another unit in the facts that you name"
        elif same and figure.sign and all(other.sign and other.sign != figure.sign for other in same):
            yield f"{figure.shown} has the other sign in the facts that you name"
    yield from _wrong_dates(claim)
    yield from _wrong_words(claim, known)
    yield from _odd_digits(claim)


def _has_unit(figure: Figure, other: Figure, told: str) -> bool:
    """Whether two equal numbers may be of one unit: the same, or one that the fact has elsewhere (`VRAM (MiB)`)."""
    unit, its = figure.number.unit, other.number.unit
    base = UNITS.get(unit.lower())
    if base is None or (figure.number.glued and unit in _SCALES) or UNITS.get(its.lower()) == base:
        return True
    if its.lower() in UNITS and not (other.number.glued and its in _SCALES):
        return bool(figure.number.is_percent and not other.number.is_percent and its == "")
    if figure.number.is_percent and float(other.number.value) <= 1 < float(figure.number.value):
        return True
    return any(UNITS.get(word.lower()) == base for word in _UNIT_WORD.findall(told))


def _wrong_dates(claim: Claim) -> Iterator[str]:
    for date in _DATE.findall(claim.text):
        if date not in claim.reports:
            yield f"the date {date} stands in no report behind the facts that you name"


def _is_in_words(figure: Figure, told: str) -> bool:
    """Whether a fact gives the number as a word (`two`)."""
    words = {word.lower() for word in _WORD.findall(told)}
    return any(value in figure.values and word in words for word, value in _WORDS.items())


def _wrong_words(claim: Claim, known: tuple[Figure, ...]) -> Iterator[str]:
    """Complaints about numbers in words (`twice`, `tenfold`), which count as numbers."""
    told = {word.lower() for word in _WORD.findall(claim.told)}
    values = {value for figure in known for value in figure.values} | {_WORDS[word] for word in told if word in _WORDS}
    said = [word.lower() for word in _WORD.findall(claim.prose)]
    for word in dict.fromkeys(said):
        if word in _WORDS and word not in told and float(_WORDS[word]) not in values:
            yield f'"{word}" is a number that stands in none of the facts that you name'
    for match in _FOLD.finditer(claim.prose):
        if not stands(match[0], claim.told):
            yield f'"{match[0]}" is a number that stands in none of the facts that you name'


def _odd_digits(claim: Claim) -> Iterator[str]:
    """Digits of other scripts, fractions and powers in one sign: they state numbers that nobody could look up."""
    odd = {sign for sign in claim.text if not sign.isascii() and (sign.isnumeric() or sign.isdigit())}
    for sign in sorted(odd):
        if sign not in claim.told:
            yield f'write the number "{sign}" in plain digits, as a fact that you name does'
