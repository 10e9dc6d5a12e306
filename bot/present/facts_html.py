"""Reports as a self-contained page: every line of the source, its facts marked in colour and told beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from textwrap import shorten
from typing import NamedTuple

from bot.model.fact import VALUE_KINDS, Fact, Kind, ReportFacts
from bot.present.facts import fact_text

_LONGEST_LINE = 2000
"""Characters of one source line that the page shows; a minified file would hide everything else."""

_RECOGNISED = 60
"""Characters of a statement that are told beside it."""


class Piece(NamedTuple):
    """A stretch of a source line; `kind` is that of the value fact that stands there, or empty."""

    text: str
    kind: str = ""


class Note(NamedTuple):
    """A fact as it is told beside its first line."""

    kind: str
    text: str
    rule: str
    lines: tuple[int, int]


class SourceLine(NamedTuple):
    """One line of the source: its number, its pieces, the statement kinds that cover it and the notes that begin here."""

    number: int
    pieces: tuple[Piece, ...]
    covered: tuple[str, ...]
    notes: tuple[Note, ...]


class Page(NamedTuple):
    """A report as the page shows it; `counts` holds how many facts of each kind it has."""

    report: ReportFacts
    lines: tuple[SourceLine, ...]
    counts: tuple[tuple[str, int], ...]


def facts_html(reports: Iterable[tuple[ReportFacts, str]]) -> str:
    """Return one HTML page for `reports`, each given with its source text. It loads nothing and runs no script."""
    from bot.propose.shipped_templates import render

    pages = [_page(report, text) for report, text in reports]
    return render("facts.html.j2", {"pages": pages, "kinds": [kind.value for kind in Kind]})


def _page(report: ReportFacts, text: str) -> Page:
    notes: dict[int, list[Note]] = defaultdict(list)
    values: dict[int, list[Fact]] = defaultdict(list)
    covered: dict[int, dict[str, None]] = defaultdict(dict)
    for fact in report.facts:
        notes[fact.lines[0]].append(Note(fact.kind.value, _told(fact), fact.rule, fact.lines))
        for number in range(fact.lines[0], fact.lines[1] + 1):
            if fact.kind in VALUE_KINDS:
                values[number].append(fact)
            else:
                covered[number][fact.kind.value] = None
    lines = tuple(
        SourceLine(number, tuple(_pieces(line, values[number])), tuple(covered[number]), tuple(notes[number]))
        for number, line in enumerate(text.split("\n"), start=1)
    )
    counts = tuple((kind.value, sum(fact.kind is kind for fact in report.facts)) for kind in Kind)
    return Page(report, lines, tuple((kind, count) for kind, count in counts if count))


def _told(fact: Fact) -> str:
    """A value or an error in full; of a statement, which stands beside it, only enough to recognise it, and its reason."""
    if fact.kind in VALUE_KINDS or fact.kind is Kind.ERROR:
        return fact_text(fact)
    return shorten(fact.text, _RECOGNISED, placeholder=" …") + (f" (because: {fact.reason})" if fact.reason else "")


def _pieces(line: str, facts: list[Fact]) -> Iterator[Piece]:
    """Cut a line where the values of its facts stand; a value that is not there verbatim leaves it whole."""
    if len(line) > _LONGEST_LINE:
        line = f"{line[:_LONGEST_LINE]} …"
    position = 0
    for start, end, kind in _spans(line, facts):
        if start > position:
            yield Piece(line[position:start])
        yield Piece(line[start:end], kind)
        position = end
    if position < len(line):
        yield Piece(line[position:])


def _spans(line: str, facts: list[Fact]) -> list[tuple[int, int, str]]:
    """Where each value stands, in order and without overlaps: the facts of a line come in the order of the line."""
    spans: list[tuple[int, int, str]] = []
    for fact in facts:
        if not fact.value:
            continue
        for match in re.finditer(rf"(?<![\w.]){re.escape(fact.value)}(?![\w])", line):
            at = bisect_left(spans, (match.start(), match.end(), ""))
            free_before = at == 0 or spans[at - 1][1] <= match.start()
            if free_before and (at == len(spans) or spans[at][0] >= match.end()):
                spans.insert(at, (match.start(), match.end(), fact.kind.value))
                break
    return spans
