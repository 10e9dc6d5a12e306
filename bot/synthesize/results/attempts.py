"""What a report tried, in one line: the runs that it compared and the settings that all of them had."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.model.draft import Source, Statement
from bot.model.report import Heading
from bot.synthesize.evidence.context import is_specific
from bot.synthesize.evidence.measurements import Measured, by_table, may_name_run, measured, results_only, runs_of, settings
from bot.synthesize.evidence.objective import objective
from bot.synthesize.evidence.statements import capital
from bot.synthesize.evidence.units import Unit
from bot.synthesize.results.applied_settings import fixed_settings
from bot.synthesize.wording.numbers import numbers

_MOST_RUNS = 8
_MOST_FIXED = 5
_MOST_NAME_WORDS = 4
_LONGEST_NAME = 60
_LONGEST_AIM = 160
_UNITS_KEPT = 4096
_STATES = re.compile(
    r"^(?:before|after|difference|delta|change|details?|total|note|old|new|without|with)$|,\s*(?:before|after)$", re.I
)
_NUMBERED = re.compile(r"(.*?[A-Za-z_)].*?) (\S*\d\S*)")
_PLACES = tuple[Source, ...]


@lru_cache(maxsize=_UNITS_KEPT)
def attempt(unit: Unit) -> Statement:
    """Return what a report or log entry tried; where it compares no runs, what it set out to find, else its title."""
    name = capital(unit.short.rstrip(" .:"))
    runs = compared(unit)
    held = _fixed(unit)
    said = [part.text for part in (runs, held) if part]
    if said and runs:
        sources = dict.fromkeys(source for part in (runs, held) if part for source in part.sources)
        return Statement(f"{name} – {'; '.join(said)}.", (*sources, *_named_at(unit, name)))
    aim = objective(unit)
    if aim and len(aim.text) <= _LONGEST_AIM:
        return Statement(f"{name} – {_uncapital(aim.text)}", (*aim.sources, *_named_at(unit, name)))
    if held:
        return Statement(f"{name} – {held.text}.", (*held.sources, *_named_at(unit, name)))
    return Statement(f"{name}.", (unit.source(unit.facts.lines),))


def _named_at(unit: Unit, name: str) -> _PLACES:
    """Where the title stands, if a number in it has to be shown."""
    if not numbers(name):
        return ()
    heading = next((block.lines for block in unit.blocks if isinstance(block, Heading)), unit.facts.lines)
    return (unit.source(unit.facts.lines if unit.facts.entry else heading),)


def compared(unit: Unit) -> Statement | None:
    """Return the runs that a report compares (`compared lora_r 8, 16, 32`), None where there are none.

    Runs are rows or columns of a table; only where there is no such table, short labels that several results stand under.
    """
    found = [each for each in results_only(measured(unit)) if each.run]
    of_tables = (_shared(members) for lines, members in by_table(found).items() if lines)
    largest = max(of_tables, key=lambda runs: len(runs_of(runs)), default=[])
    chosen = largest or _shared([each for each in found if _is_label(each)])
    if not chosen:
        return None
    runs = runs_of(chosen)
    shown = runs[:_MOST_RUNS]
    first = {run: next(each.sources for each in chosen if each.run == run) for run in shown}
    more = " and others" if len(runs) > len(shown) else ""
    axis = _axis(unit, shown)
    sources = (*(source for places in first.values() for source in places), *(axis[1] if axis else ()))
    return Statement(f"compared {axis[0] if axis else _listed(shown)}{more}", tuple(dict.fromkeys(sources)))


def _shared(found: Sequence[Measured]) -> list[Measured]:
    """The results of runs that have a metric in common with another run; none where fewer than two runs have."""
    told = (each for each in found if len(each.run) <= _LONGEST_NAME and may_name_run(each.run))
    named = [each for each in told if not _STATES.match(each.run.strip("` "))]
    runs: dict[str, set[str]] = {}
    for each in named:
        runs.setdefault(each.metric, set()).add(each.run)
    several = {run for members in runs.values() if len(members) > 1 for run in members}
    return [each for each in named if each.run in several] if len(several) > 1 else []


def _is_label(each: Measured) -> bool:
    """Whether a run outside tables is named by a label, not by half a sentence."""
    return not each.is_section and len(each.run.split()) <= _MOST_NAME_WORDS and is_specific(each.run)


def _axis(unit: Unit, runs: Sequence[str]) -> tuple[str, _PLACES] | None:
    """The one setting that tells the runs apart, where their names are short for its values (`r8` is lora_r 8)."""
    values: dict[str, dict[str, Measured]] = {}
    for each in settings(unit):
        if each.run in runs and not each.place:
            values.setdefault(each.metric, {}).setdefault(each.run, each)
    for name, own in values.items():
        told = [own[run].value.replace("`", "") for run in runs if run in own]
        if len(set(told)) == len(runs) and all(value in run for value, run in zip(told, runs, strict=True)):
            return f"{name} {', '.join(told)}", tuple(source for run in runs for source in own[run].sources)
    return None


def _listed(runs: Sequence[str]) -> str:
    """Runs as one text; what all their names start with is said once (`columns 1024, 2048`)."""
    names = [run.replace("`", "") for run in runs]
    parts = [[_NUMBERED.fullmatch(part) for part in name.split(", ")] for name in names]
    heads = {tuple(match[1] if match else "" for match in own) for own in parts}
    if len(heads) == 1 and all(head := next(iter(heads))):
        values = ("/".join(match[2] for match in own if match) for own in parts)
        return f"{'/'.join(head)} {', '.join(values)}"
    bracketed = (name.replace(", ", " (", 1) + ")" if ", " in name else name for name in names)
    return ", ".join(bracketed)


def _fixed(unit: Unit) -> Statement | None:
    shown = [fact for fact in fixed_settings(unit) if len(f"{fact.name}{fact.value}") <= _LONGEST_NAME][:_MOST_FIXED]
    if not shown:
        return None
    text = ", ".join(f"{fact.name}={fact.value}".replace("`", "") for fact in shown)
    return Statement(f"fixed {text}", tuple(dict.fromkeys(unit.source(fact.lines) for fact in shown)))


def _uncapital(text: str) -> str:
    first = text.split(None, 1)[0]
    return text[0].lower() + text[1:] if first.isalpha() and first.istitle() else text
