"""The summary of a retrospective: what we tried, key findings, what failed, open questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.model.domain import Direction, Domain
from bot.model.draft import FailureRow, Statement, Summary
from bot.model.fact import Fact, Kind
from bot.synthesize.evidence import Unit
from bot.synthesize.findings import best_first, statements, without_repeats
from bot.synthesize.measurements import Measured, direction, measured, results_only, runs_of
from bot.synthesize.movements import movements
from bot.synthesize.naming import title_tokens
from bot.synthesize.objective import objective
from bot.synthesize.words import terms
from bot.synthesize.worth import is_blank

_MOST_LINES = 8
_MOST_FIRST = 2
_MOST_NAME_WORDS = 4
_MOST_TITLE_WORDS = 5
_MOST_RUNS = 6
_MOST_FIXED = 5
_LONGEST_TITLE = 60


def summary(units: Sequence[Unit], failures: Sequence[FailureRow], domain: Domain) -> Summary:
    """Return the summary of these reports and entries; a heading without anything to say is empty."""
    return Summary(
        summary_title(units),
        tuple(line for unit in units for line in _tried(unit, domain))[: 2 * _MOST_LINES],
        _findings(units, domain),
        tuple(_failed(row) for row in failures[:_MOST_LINES]),
        statements(units, Kind.QUESTION)[:_MOST_LINES],
    )


def summary_title(units: Sequence[Unit]) -> str:
    """Return the subjects of the evidence in one line: up to two titles, else the words that most titles share."""
    titles = list(dict.fromkeys(unit.short for unit in units if unit.title))
    if not titles:
        return "Retrospective"
    if len(titles) <= 2 and sum(map(len, titles)) <= 2 * _LONGEST_TITLE:
        return " and ".join(titles)
    shared = _shared_words([unit.title for unit in units])
    return " ".join(shared) if len(shared) > 1 else f"{titles[0]} and {len(titles) - 1} more"


def _shared_words(titles: Sequence[str]) -> list[str]:
    """The words, compounds as one, that at least half of the titles hold, in the order of the first title that has them."""
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for title in titles:
        for token in dict.fromkeys(title_tokens(title)):
            spelled.setdefault(token.lower(), token)
            counts[token.lower()] += 1
    return [spelled[word] for word in spelled if 2 * counts[word] >= len(titles)][:_MOST_TITLE_WORDS]


def _tried(unit: Unit, domain: Domain) -> list[Statement]:
    lines = []
    aim = objective(unit)
    name = unit.short
    if aim:
        lines.append(Statement(f"{name}: {aim.text}", aim.sources))
    else:
        lines.append(Statement(f"{name}.", (unit.source(unit.facts.lines),)))
    runs = _runs(unit, domain)
    fixed = _fixed(unit)
    return lines + ([runs] if runs else []) + ([fixed] if fixed else [])


def _runs(unit: Unit, domain: Domain) -> Statement | None:
    plain = [each for each in results_only(measured(unit)) if each.run]
    found = [each for each in plain if direction(each, domain) is not Direction.UNKNOWN]
    runs = [run for run in runs_of(found) if _is_compared(run, found)]
    if len(runs) < 2:
        return None
    first = {run: next(each.sources for each in found if each.run == run) for run in runs[:_MOST_RUNS]}
    text = f"Compared {', '.join(first)}" + (" and others" if len(runs) > _MOST_RUNS else "")
    return Statement(f"{text}.", tuple(dict.fromkeys(source for sources in first.values() for source in sources)))


def _is_compared(run: str, found: Sequence[Measured]) -> bool:
    metrics = {each.metric for each in found if each.run == run}
    return any(each.metric in metrics for each in found if each.run != run)


def _fixed(unit: Unit) -> Statement | None:
    values: dict[str, list[Fact]] = {}
    for fact in unit.of(Kind.PARAMETER):
        if not is_blank(fact) and len(f"{fact.name}{fact.value}") <= 60 and _is_name(fact.name):
            values.setdefault(fact.name, []).append(fact)
    fixed = [facts[0] for facts in values.values() if len({fact.value for fact in facts}) == 1 and not facts[0].subject]
    if not fixed:
        return None
    shown = fixed[:_MOST_FIXED]
    text = ", ".join(f"{fact.name}={fact.value}".replace("`", "") for fact in shown)
    return Statement(f"Fixed: {text}.", tuple(dict.fromkeys(unit.source(fact.lines) for fact in shown)))


def _is_name(name: str) -> bool:
    return "=" not in name and len(name.split()) <= _MOST_NAME_WORDS


def _findings(units: Sequence[Unit], domain: Domain) -> tuple[Statement, ...]:
    """The findings closest to the subject first, then what moved, then the others and what worked in their order."""
    said = statements(units, Kind.FINDING, Kind.SUCCESS)
    subject = {word for unit in units for word in terms(unit.title)}
    told = best_first(said, subject)[:_MOST_LINES]
    first = best_first(statements(units, Kind.FINDING), subject)[:_MOST_FIRST]
    rest = (each for each in said if each in told)
    return without_repeats((*first, *movements(units, domain), *rest))


def _failed(row: FailureRow) -> Statement:
    return Statement(f"{row.what}: {row.why}." if row.why else f"{row.what}.", row.sources)
