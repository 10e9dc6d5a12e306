"""What was measured: each metric of the evidence with the run that it belongs to, under one name a metric."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.domains.vocabulary import metric_direction
from bot.model.domain import Direction, Domain
from bot.model.draft import Source
from bot.model.fact import Fact, Kind
from bot.model.report import Lines
from bot.synthesize.evidence.context import clean_label, is_title, labels
from bot.synthesize.evidence.units import Unit
from bot.synthesize.wording.comparing import stem
from bot.synthesize.wording.numbers import numbers, shown, stands_in
from bot.synthesize.wording.openings import without_opening

_CHANGE = re.compile(
    r"\b(?:delta|difference|diff|changes?|improvement|gain|speed-?up|relative)\b|Δ|^\S+(?: \S+)? [-−–] \S+(?: \S+)?$", re.I
)
_WAYS = r"(?:better|worse|lower|higher|more|less|fewer|faster|slower|smaller|larger|cheaper|longer|shorter)"
_COMPARES = re.compile(rf"^{_WAYS}\s|\s{_WAYS}$", re.I)  # `0.003 better eval loss` is no eval loss
_SERIES = re.compile(r"^(?:step|epoch|iter(?:ation)?|batch)\s*[#:=]?\s*`?\d", re.I)
_WORD = re.compile(r"[a-z0-9%/]+")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[`*\"'()\[\]\s_-]+")
_ROLE = re.compile(r"^(?:details?|notes?|results?|summary|observations?)(?:[,:] |$)", re.I)
_CHANGED = "change"
_STATISTICS = frozenset(
    stem(word) for word in ("median", "mean", "average", "avg", "peak", "final", "max", "min", "best", "total")
)
_TELLING_APART = frozenset(
    stem(word) for word in ("no", "non", "not", "without", "train", "training", "val", "validation", "test", "eval", "dev")
)
"""Words that make another metric of a name: what it is not, and what it was measured on."""

_NEVER_RAN = re.compile(
    r"\b(?:theoretical|theory|targets?|goals?|ideal|expected|roofline|required|(?:upper|lower) bound)\b", re.I
)
_STATISTIC = re.compile(
    r"\W*(?:the )?(?:highest|lowest|min(?:imum)?|max(?:imum)?|average|avg|mean|median|std|total|sum|worst)\W*", re.I
)
_TOPIC = re.compile(r"(?:why|what|how|when|where|key metrics|summary|overview)\b|.*\?$", re.I)
_SPREADS = frozenset(stem(word) for word in ("std", "stdev", "stddev", "variance"))
_STATES = frozenset(("status", "state", "outcome", "progress"))  # how far a run is, not what came of it
_LONGEST_VALUE = 40
_UNITS_KEPT = 4096
_SIDED = re.compile(r"(?P<whole>.+), (?P<side>before|after)")
_MOSTLY = 0.6
_MOST_LOOSE_WORDS = 4
_LONGEST_RUN = 100  # lines of a report about one run


class Measured(NamedTuple):
    """One metric of one run.

    `place` is the configuration or section in which the run stands, empty where the run says it all. `unit_of` is the unit
    of measurement. `is_change` marks a difference between two runs rather than a result of one. `is_section` marks a
    run that is a whole section: sections may measure different things under one name. `named_at` are the lines on which
    numbers in the names of run and place stand.
    """

    unit: Unit
    place: str
    run: str
    metric: str
    value: str
    number: float | None
    unit_of: str
    lines: Lines
    is_change: bool
    is_section: bool = False
    named_at: tuple[Lines, ...] = ()

    @property
    def source(self) -> Source:
        """Where the value stands."""
        return self.unit.source(self.lines)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the value stands, and the numbers in the names of its run and place."""
        return (self.source, *(self.unit.source(lines) for lines in self.named_at))

    @property
    def is_series(self) -> bool:
        """Whether the run is one point of a series (`step 40`)."""
        return bool(_SERIES.match(self.run))

    @property
    def name(self) -> str:
        """The run with its place."""
        return f"{self.place}: {self.run}" if self.place and self.run else self.run or self.place


@lru_cache(maxsize=_UNITS_KEPT)
def measured(unit: Unit) -> tuple[Measured, ...]:
    """Return the metrics of a report or log entry in the order of their lines."""
    return _one_name_a_metric(_measured(unit, fact) for fact in unit.of(Kind.METRIC) if _is_result(unit, fact))


@lru_cache(maxsize=_UNITS_KEPT)
def settings(unit: Unit) -> tuple[Measured, ...]:
    """Return the settings that belong to single runs, as if they had been measured."""
    found = (_measured(unit, fact) for fact in unit.of(Kind.PARAMETER) if _is_told(fact))
    return tuple(each for each in found if each.run and not each.is_section)


def _is_result(unit: Unit, fact: Fact) -> bool:
    name = fact.name.lower()
    of_title = name in unit.facts.title.lower() and fact.lines[0] not in unit.row_keys
    return _is_told(fact) and not of_title and name.rpartition(" ")[2] not in _STATES


def _named_elsewhere(unit: Unit, lines: Lines, run: str, metric: str) -> tuple[Lines, ...]:
    """Where a number in the name of the run or metric stands, if not on these lines: in the header of their table, in the
    row above that has the first cell of these rows, or on the line that names the run (`Run: 3, wide tiles`).
    """
    missing = [number for number in (*numbers(run), *numbers(metric)) if not stands_in(number, unit.text_at(lines))]
    if not missing:
        return ()
    table = unit.table_at(lines)
    if table is None:
        parts = [run, *(part for part in run.split(", ") if any(stands_in(number, part) for number in missing))]
        found = filter(None, (_line_above(unit, lines[0], part) for part in parts))
        return tuple(dict.fromkeys((line, line) for line in found))
    headed = [table.header[0].lines] if table.header else []
    above = [row[0].lines for row in table.rows if row and row[0].text.strip() and row[0].lines[0] < lines[0]][-1:]
    return tuple(place for place in (*headed, *above) if any(stands_in(number, unit.text_at(place)) for number in missing))


def _line_above(unit: Unit, line: int, text: str) -> int:
    """The nearest line above that holds a text, 0 where none of the last hundred does."""
    before = range(line - 1, max(0, line - _LONGEST_RUN), -1)
    return next((number for number in before if text in unit.texts.get(number, "").replace("`", "")), 0)


def _is_told(fact: Fact) -> bool:
    return bool(fact.name and fact.value) and len(fact.value) <= _LONGEST_VALUE and "://" not in fact.value


def _measured(unit: Unit, fact: Fact) -> Measured:
    above = labels(unit, fact.lines)
    sided = _SIDED.fullmatch(fact.subject)
    named = clean_label(sided["whole"] if sided else fact.subject)
    subject = "" if is_title(unit, fact.subject) else without_opening(_ROLE, named)
    is_change = any(_tells_change(text) for text in (subject, *_innermost(unit, fact.lines)))
    is_change = is_change or bool(_COMPARES.search(fact.name))
    heading = next((label.text for label in above if label.is_heading), "")
    if sided:
        subject = sided["side"] if _same(named, heading) else f"{subject}, {sided['side']}".strip(", ")
    items = [label.text for label in above if not label.is_heading and not _tells_change(label.text)]
    names = _different((subject, *_row_name(unit, fact), *items), heading)
    run = names[0] if names else _CHANGED if is_change else ""
    is_section = not run and bool(heading)
    place = heading or (names[1] if len(names) > 1 and not run.startswith(f"{names[1]}, ") else "")
    run, place = (run, place) if run else (place, "")
    metric = " ".join(fact.name.split())
    named_at = tuple(label.lines for label in above if label.text in (run, place) and numbers(label.text))
    named_at = (*named_at, *_named_elsewhere(unit, fact.lines, run, metric))
    value = shown(fact.value)
    return Measured(unit, place, run, metric, value, fact.number, fact.unit, fact.lines, is_change, is_section, named_at)


@lru_cache(maxsize=8192)
def _tells_change(text: str) -> bool:
    return _CHANGE.search(text) is not None


def _row_name(unit: Unit, fact: Fact) -> tuple[str, ...]:
    """What tells the table row of a fact from the other rows, unless that is the metric itself."""
    key = unit.row_keys.get(fact.lines[0], "") if fact.lines[0] == fact.lines[1] else ""
    return () if not key or _same(key, fact.name) or _same(key, fact.value) else (key,)


def _different(names: Iterable[str], heading: str) -> list[str]:
    """The names that say more than the heading and than the names before them."""
    kept: list[str] = []
    for name in names:
        if name and not _same(name, heading) and not any(_same(name, other) for other in kept):
            kept.append(name)
    return kept


def _innermost(unit: Unit, lines: Lines) -> Iterator[str]:
    """The list item or lead-in right above, however it is worded."""
    above = unit.labels_of(lines)
    if above and not above[-1].is_heading:
        yield above[-1].text.partition(": ")[0]


def _same(first: str, second: str) -> bool:
    if not first or not second:
        return False
    left, right = _unmarked(first), _unmarked(second)
    shorter, longer = sorted((left, right), key=len)
    return left == right or (shorter in longer and len(shorter) > _MOSTLY * len(longer))


@lru_cache(maxsize=8192)
def _unmarked(name: str) -> str:
    return _MARKS.sub("", name.lower())


def _one_name_a_metric(found: Iterable[Measured]) -> tuple[Measured, ...]:
    """The same measurements with one spelling of each metric and run.

    `median TPS` is the `Median TPS excl step1` above it, and a run with code marks is the run without them.
    """
    metrics: list[str] = []
    runs: dict[str, str] = {}
    renamed = []
    for each in found:
        name = next((known for known in metrics if same_metric(known, each.metric)), "")
        if not name:
            metrics.append(each.metric)
        run = runs.setdefault(each.run.replace("`", "").lower(), each.run)
        changed = (name and name != each.metric) or run != each.run
        renamed.append(each._replace(metric=name or each.metric, run=run) if changed else each)
    return tuple(renamed)


@lru_cache(maxsize=65536)
def same_metric(first: str, second: str) -> bool:
    """Say whether two names mean one metric: the words of one are words of the other, with the same `mean` or `max`."""
    if ("%" in first) != ("%" in second) or _units_differ(first, second):
        return False
    if _TELLING_APART & (_metric_words(first) ^ _metric_words(second)):
        return False
    left, right = _metric_words(first), _metric_words(second)
    if left == right:
        return True
    smaller, larger = sorted((left, right), key=len)
    loose = len(larger) - len(smaller) <= _MOST_LOOSE_WORDS and smaller & _STATISTICS == larger & _STATISTICS
    return len(smaller - _STATISTICS) > 0 and len(smaller) > 1 and smaller <= larger and loose


def _units_differ(first: str, second: str) -> bool:
    left, right = _IN_BRACKETS.search(first), _IN_BRACKETS.search(second)
    return left is not None and right is not None and left.group().lower() != right.group().lower()


@lru_cache(maxsize=8192)
def _metric_words(name: str) -> frozenset[str]:
    bare = _IN_BRACKETS.sub(" ", name.lower().replace("_", " "))
    return frozenset(stem(word) for word in _WORD.findall(bare))


def direction(each: Measured, domain: Domain) -> Direction:
    """Return which way is better for what was measured; nobody knows of a spread."""
    if not _SPREADS.isdisjoint(_metric_words(each.metric)):
        return Direction.UNKNOWN
    return metric_direction(each.metric, each.unit_of, domain)


def may_name_run(name: str) -> bool:
    """Say whether a name may be that of a run: a topic (`Why it fails`) and a statistic (`highest`) are none, and nothing
    ran at a theoretical peak."""
    return not (_TOPIC.match(name) or _NEVER_RAN.search(name) or _STATISTIC.fullmatch(name))


def runs_of(found: Sequence[Measured]) -> tuple[str, ...]:
    """Return the runs in the order in which they come."""
    return tuple(dict.fromkeys(each.run for each in found))


def by_table(found: Iterable[Measured]) -> dict[Lines | None, list[Measured]]:
    """Return the measurements of one unit by the lines of the table that they stand in, None for those in no table."""
    tables: dict[Lines | None, list[Measured]] = {}
    for each in found:
        table = each.unit.table_at(each.lines)
        tables.setdefault(table.lines if table else None, []).append(each)
    return tables


def results_only(found: Iterable[Measured]) -> list[Measured]:
    """Return the measurements that are neither changes nor points of a series."""
    return [each for each in found if not each.is_change and not each.is_series]
