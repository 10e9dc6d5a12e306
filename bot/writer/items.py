"""The facts that a model gets: each on one line with an id, statements before figures, what is told before the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from bot.model.domain import Domain
from bot.model.draft import Source, Statement
from bot.model.fact import VALUE_KINDS, Fact, Kind
from bot.propose.sanitising import visible
from bot.secrets.redaction import redacted
from bot.synthesize.evidence.measurements import measured
from bot.synthesize.evidence.units import Unit
from bot.synthesize.results.movements import movements
from bot.writer.task import Item, Said

Found: TypeAlias = tuple[str, str, tuple[Source, ...]]
"""A fact that has no id yet: its kind, its text, its places."""

MOVEMENT = "movement"
"""The kind of an item that tells what moved between two runs; the rules worked it out."""

CONTEXT = "context"
"""The kind of an item that holds a sentence of the rules on lines from which no fact was read."""

_MOST_STATEMENTS = 80
_MOST_MOVEMENTS = 10
_MOST_FIGURES = 48
_MOST_SETTINGS = 32
_LONGEST = 600
_MOST_NAMED = 4


def items_of(units: Sequence[Unit], told: Sequence[Statement], domain: Domain) -> tuple[Item, ...]:
    """Return the facts of these units as items, and what the rules `told` on lines without a fact.

    Of settings and figures those on lines that are told come first.
    """
    lines = [source for statement in told for source in statement.sources]
    statements = [each for unit in units for each in _statements(unit)][:_MOST_STATEMENTS]
    moved = [(MOVEMENT, said.text, said.sources) for said in movements(units, domain, _MOST_MOVEMENTS)]
    found = [*statements, *moved, *_settings(units, lines), *_figures(units, lines)]
    known = {source for _, _, sources in found for source in sources}
    context = [(CONTEXT, said.text, said.sources) for said in told if said.sources and not known & set(said.sources)]
    once: dict[tuple[str, tuple[Source, ...]], str] = {}
    for kind, text, sources in (*found, *context):
        once.setdefault((one_line(text), sources), kind)
    return numbered((kind, text, sources) for (text, sources), kind in once.items() if text)


def numbered(found: Iterable[Found]) -> tuple[Item, ...]:
    """Return items with the ids F1, F2 and so on."""
    return tuple(Item(f"F{number}", kind, text, sources) for number, (kind, text, sources) in enumerate(found, 1))


def one_line(text: str) -> str:
    """Return what may be sent of a text: one line of visible characters without secrets, cut where it is very long."""
    line = redacted(" ".join(visible(text).split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rpartition(" ")[0] + "…"


def said_by_rules(text: str, sources: Sequence[Source], items: Sequence[Item]) -> Said:
    """Return a statement of the rules with the ids of the facts on its lines, at most four."""
    near = [item.id for item in items if any(_meets(one, other) for one in item.sources for other in sources)]
    same = [item.id for item in items if set(item.sources) & set(sources)]
    return Said(one_line(text), tuple(dict.fromkeys((*same, *near)))[:_MOST_NAMED])


def _meets(one: Source, other: Source) -> bool:
    return one.path == other.path and one.lines[0] <= other.lines[1] and other.lines[0] <= one.lines[1]


def _statements(unit: Unit) -> list[Found]:
    facts = [fact for fact in unit.facts.facts if fact.kind not in VALUE_KINDS]
    facts.sort(
        key=lambda fact: (fact.lines, fact.kind is not Kind.FAILURE)
    )  # of two facts with one text the warning counts
    return [(fact.kind.value, _statement(fact), (unit.source(fact.lines),)) for fact in facts]


def _statement(fact: Fact) -> str:
    if fact.kind is Kind.ERROR:
        parts = (("symptom", fact.symptom or fact.text), ("cause", fact.cause), ("fix", fact.fix))
        return "; ".join(f"{name}: {text}" for name, text in parts if text)
    about = f"{fact.subject}: " if fact.subject and fact.subject.lower() not in fact.text.lower() else ""
    reason = f" (because: {fact.reason})" if fact.reason and fact.reason not in fact.text else ""
    return f"{about}{fact.text}{reason}"


def _settings(units: Sequence[Unit], told: Sequence[Source]) -> list[Found]:
    facts = [
        (
            f"{fact.subject}: " * bool(fact.subject) + f"{fact.name} = {fact.value}",
            fact.kind.value,
            (unit.source(fact.lines),),
        )
        for unit in units
        for fact in unit.of(Kind.SETUP, Kind.PARAMETER)
        if fact.name and fact.value and "://" not in fact.value
    ]
    return _first_told([(kind, text, sources) for text, kind, sources in facts], told)[:_MOST_SETTINGS]


def _figures(units: Sequence[Unit], told: Sequence[Source]) -> list[Found]:
    facts = [
        (Kind.METRIC.value, f"{each.name}: " * bool(each.name) + f"{each.metric} = {each.value}", each.sources)
        for unit in units
        for each in measured(unit)
    ]
    return _first_told(facts, told)[:_MOST_FIGURES]


def _first_told(found: list[Found], told: Sequence[Source]) -> list[Found]:
    """The same with those first that stand on lines that are told; each group in its order."""
    return sorted(found, key=lambda each: not any(_meets(each[2][0], source) for source in told))
