"""Numbers in running text that were measured, each with what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.extract.clauses import clause_around, quantity_after, quantity_before, words_after, words_before
from bot.extract.measurement_units import UNITS
from bot.extract.numbers import Mention, mentions
from bot.extract.value_names import Names, clean_name

_LINK = re.compile(
    r"[`*)\s]*(?:[^\W\d][\w\-]*\s){0,2}?,?\s?(?P<word>→|->|=>|⟶|to|vs\.?|versus|against|down from|up from|compared (?:to|with)|instead of)"
    r"\s*(?P<who>(?:[^\W\d][\w\-.]*(?:'s)?\s){0,3})[`*]*"
)
_CHANGES = ("→", "->", "=>", "⟶", "to")
_NUMBERED = re.compile(
    r"(?:\b(?:exps?|experiments?|steps?|runs?|layers?|phases?|lines?|figures?|fig|tables?|sections?|sessions?|versions?|epochs?|iterations?|"
    r"iters?|seeds?|ranks?|nodes?|days?|weeks?|stages?|chapters?|pages?|issues?|items?|rows?|depth|level|cases?|tests?|options?|parts?|"
    r"python|cuda|torch|pytorch|triton|version|transformers|driver|rocm|ubuntu|gpu|device|port|pr|commit|rounds?|at step|[A-Z][A-Za-z]+\w*))"
    r"[`\s#=]*$"
)
_COMPARED = re.compile(
    r"[`*)\s]*(?:faster|slower|lower|higher|less|more|fewer|smaller|larger|bigger|better|worse|cheaper|greater|shorter|longer|"
    r"of\b|over\b|reduction|improvement|increase|decrease|drop|gain|speed-?up|slow-?down|overhead|jump|boost|savings?|"
    r"utili[sz]ation|difference|degradation|regression|relative|absolute|below|above|away|smaller|peak|acceptance|accuracy)",
    re.IGNORECASE,
)
_HARDWARE = re.compile(
    r"\b(?:NVIDIA|RTX|GTX|Tesla|[ABHVLTP]\d{1,3}[A-Z]?|MI\d{2,3}X?|GH?200|TPU|HBM\w*|GDDR\w*|SMs|GPU|card|capacity|RAM|SRAM|variant|limit|"
    r"budget|window|timeout|interval|threshold|gate|target|subset|split|confidence|percentile|quantile|warmup|dropout|probability|"
    r"context|chunk|horizon|buffer|page|sector|alignment|padding|stride|word|words)\b"
)
_HARDWARE_BEFORE = re.compile(
    r"(?:NVIDIA|RTX|GTX|Tesla|@|\b[ABHVLTP]\d{1,3}[A-Z]?|MI\d{2,3}X?|GPU|target(?: of)?|threshold(?: of)?|at least|at most|up to|goal(?: of)?|"
    r"limit(?: of)?|timeout(?: of)?|budget(?: of)?|requires?|every|within|peak theoretical|theoretical)[\s(`\-]*\d*$",
    re.IGNORECASE,
)
_BOUNDS = "<>≤≥≪≫"
_DEFAULT_NAMES = {
    "s": "time",
    "B": "memory",
    "B/s": "bandwidth",
    "FLOP/s": "throughput",
    "x": "speedup",
    "%": "",
    "tokens/s": "throughput",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured number: what it measures, the value as written, whose it is (empty: the passage's), and where it stands."""

    name: str
    value: str
    whose: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Chain:
    """Numbers that are compared with each other (`a vs b`, `a → b`), and the words that link them."""

    numbers: tuple[Mention, ...]
    links: tuple[re.Match[str], ...]


def measured(text: str, hint: str, names: Names) -> Iterator[Measured]:
    """Yield the measured numbers of `text`. `hint` is the quantity that its label or caption names, empty if none."""
    for chain in _chains(text):
        found = _measured_chain(text, chain, hint, names)
        if found:
            yield from _spread(text, chain, found)


def _chains(text: str) -> Iterator[_Chain]:
    numbers: list[Mention] = []
    links: list[re.Match[str]] = []
    for mention in mentions(text):
        between = text[numbers[-1].end : mention.start] if numbers else ""
        link = _LINK.fullmatch(between) if numbers and len(between) < 60 else None
        if link is not None:
            numbers.append(mention)
            links.append(link)
            continue
        if numbers:
            yield _Chain(tuple(numbers), tuple(links))
        numbers, links = [mention], []
    if numbers:
        yield _Chain(tuple(numbers), tuple(links))


def _measured_chain(text: str, chain: _Chain, hint: str, names: Names) -> str:
    """The name of what the numbers measure, empty where they are no measurements."""
    first, last = chain.numbers[0], chain.numbers[-1]
    if first.text[:1] in _BOUNDS or _HARDWARE_BEFORE.search(text[max(0, first.start - 30) : first.start]):
        return ""
    unit = next((number.unit for number in reversed(chain.numbers) if number.unit), "")
    clause = clause_around(text, first.start, last.end)
    before, after = text[clause.start : first.start], text[last.end : clause.end]
    if unit:
        return _name_with_unit(text, before, after, unit, hint, names, clause.start)
    return _name_without_unit(text, chain, before, after, hint, names, clause.start)


def _name_with_unit(text: str, before: str, after: str, unit: str, hint: str, names: Names, start: int) -> str:
    if _HARDWARE.match(after.lstrip(" `*")) or _is_setting(before, after, names):
        return ""
    if _COMPARED.match(after):
        name = words_after(after)
        return name.removeprefix("of ").removeprefix("the ")
    near, place = quantity_after(after, names)
    far, behind = quantity_before(before, names)
    if place <= 2 and place <= behind:
        return near
    if behind <= 6:
        return far
    if hint:
        return hint
    outer = (
        quantity_before(text[max(0, start - 200) : max(0, start - 1)], names)[0]
        if text[start - 1 : start] in ("(", "（")
        else ""
    )
    return (
        outer
        or _DEFAULT_NAMES.get(UNITS.get(unit.lower(), (0, ""))[1], "")
        or words_after(after, 4)
        or words_before(before)
        or hint
    )


def _is_setting(before: str, after: str, names: Names) -> bool:
    """Whether a parameter stands right beside the number (`30s timeout`, `weight decay of 1%`)."""
    words = words_after(after, 3).split(" ")
    if (
        any(names.names_parameter(" ".join(words[: size + 1])) for size in range(len(words)))
        and not quantity_after(after, names)[1] <= 2
    ):
        return True
    tail = words_before(before, 3).split(" ")
    return (
        any(names.names_parameter(" ".join(tail[-size - 1 :])) for size in range(len(tail)))
        and quantity_before(before, names)[1] > 2
    )


def _name_without_unit(text: str, chain: _Chain, before: str, after: str, hint: str, names: Names, start: int) -> str:
    first = chain.numbers[0]
    if _NUMBERED.search(before[-40:]) or _is_setting(before, after, names):
        return ""
    near, place = quantity_after(after, names)
    far, behind = quantity_before(before, names)
    decimal = "." in first.text or "e-" in first.text or first.text[:1] in "+-−"
    if place <= 1:
        return near
    if behind <= (5 if decimal else 2):
        return far
    bracketed = text[start - 1 : start] in ("(", "（")
    if decimal or chain.links or "/" in first.text:
        if hint:
            return hint
        if bracketed:
            outer, distance = quantity_before(text[max(0, start - 200) : start - 1], names)
            return outer if distance <= 8 else ""
    return hint if hint and first.start < 3 else ""


def _spread(text: str, chain: _Chain, name: str) -> Iterator[Measured]:
    """One measurement a number; the two sides of a change are told apart, and each side of a comparison keeps its owner."""
    change = bool(chain.links) and all(link["word"] in _CHANGES for link in chain.links) and len(chain.numbers) == 2
    for index, number in enumerate(chain.numbers):
        whose = clean_name(chain.links[index - 1]["who"]).removesuffix("'s") if index else ""
        if change:
            whose = "after" if index else "before"
        yield Measured(name, number.text, whose, number.start, number.end)


def last_end(found: Sequence[Measured]) -> int:
    """Where the last of the measurements ends."""
    return max((one.end for one in found), default=0)
