"""The settings under which results were had: not those of plans, open questions, problems and what did not work."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import islice

from bot.extract.context import SectionRole
from bot.extract.section_roles import text_role
from bot.extract.verdicts import verdict_of
from bot.model.fact import Fact, Kind
from bot.model.report import Lines
from bot.synthesize.decisions.worth import is_blank
from bot.synthesize.evidence.context import clean_label, is_title
from bot.synthesize.evidence.measurements import measured, runs_of
from bot.synthesize.evidence.statements import tidy
from bot.synthesize.evidence.units import Unit
from bot.synthesize.wording.phrases import is_negative

_LONGEST_VALUE = 60
_MOST_VALUE_WORDS = 6
_MOST_NAME_WORDS = 4
_UNITS_KEPT = 4096
_ELSEWHERE = frozenset((SectionRole.QUESTIONS, SectionRole.PLAN, SectionRole.FAILED, SectionRole.PROBLEMS))
_SETUP = frozenset((SectionRole.SETUP, SectionRole.SETTINGS))
_MEASURED = frozenset((SectionRole.RESULTS, SectionRole.FINDINGS, SectionRole.WORKED, SectionRole.PRACTICES))
_NO_TRY = (Kind.QUESTION, Kind.FAILURE, Kind.ERROR)
_COUNTED_NAME = re.compile(
    r"(?:^|\s)\d|=|^(?:modes? |steps? |runs? )?compared\b", re.I
)  # `batch of 256 sequences` is half a sentence, `beta2` is a name
_ALTERNATIVE = re.compile(r"\W*(?:alternatives?|fallback|optional)\b", re.I)
_CHOSEN = re.compile(
    r"\b(?:optimal|recommended|final|best|winning|chosen) (?:config|setup|setting|hyper-?param|param|recipe)", re.I
)
_STATUS = re.compile(r"\W*(?:status|verdict|decision|outcome)\W*[:：]", re.I)
_ADVICE = re.compile(r"^(?:use|keep|set|treat|prefer|run|try|disable|enable)\s", re.I)


@lru_cache(maxsize=_UNITS_KEPT)
def applied_settings(unit: Unit) -> tuple[Fact, ...]:
    """Return the settings of the runs of a report or log entry, in the order of their lines."""
    barred = _barred(unit)
    found = (fact for fact in unit.of(Kind.PARAMETER) if _is_setting(fact))
    return tuple(
        fact
        for fact in found
        if not barred & set(range(fact.lines[0], fact.lines[1] + 1))
        and _is_applied(unit, fact)
        and not _is_of_a_failure(unit, fact)
    )


@lru_cache(maxsize=_UNITS_KEPT)
def fixed_settings(unit: Unit) -> tuple[Fact, ...]:
    """Return the settings that all runs have in common: those of no single run that have one value.

    Of several values the one counts that a section gives which is headed as the configuration to use.
    """
    runs = set(runs_of(measured(unit)))
    of_runs = _sections_of_runs(unit)
    values: dict[str, list[Fact]] = {}
    for fact in applied_settings(unit):
        if _section(unit, fact.lines) in of_runs and fact.lines[0] not in unit.row_keys:
            continue
        values.setdefault(_name(fact), []).append(fact)
    values = {name: _chosen(unit, facts) or facts for name, facts in values.items()}
    blamed = _blamed(unit)
    return tuple(
        facts[0]
        for name, facts in values.items()
        if not blamed.get(name, set()) - {facts[0].number}
        and not any(_is_of_a_run(unit, fact, runs) for fact in facts)
        and len({fact.value.replace("`", "") for fact in facts}) == 1
    )


def _chosen(unit: Unit, facts: list[Fact]) -> list[Fact]:
    """Those of the facts that stand in the configuration to use."""
    return [fact for fact in facts if any(_CHOSEN.search(label.text) for label in unit.labels_of(fact.lines))]


def _sections_of_runs(unit: Unit) -> set[str]:
    """The sections that tell of one run each: several are measured, and set what others set too."""
    measuring = {_section(unit, each.lines) for each in measured(unit)}
    setting: dict[str, set[str]] = {}
    for fact in applied_settings(unit):
        setting.setdefault(_name(fact), set()).add(_section(unit, fact.lines))
    shared = {section for sections in setting.values() if len(sections) > 1 for section in sections}
    return measuring & shared if len(measuring) > 1 else set()


def _blamed(unit: Unit) -> dict[str, set[float | None]]:
    """The values of settings in what tells of a problem: where it names another value, nobody should copy the first."""
    found: dict[str, set[float | None]] = {}
    for fact in unit.of(Kind.PARAMETER):
        above = [text_role(label.text) for label in unit.labels_of(fact.lines) if label.is_heading]
        if fact.number is not None and SectionRole.PROBLEMS in above:
            found.setdefault(_name(fact), set()).add(fact.number)
    return found


def _name(fact: Fact) -> str:
    return fact.name.replace("`", "").lower()


def _section(unit: Unit, lines: Lines) -> str:
    """The innermost heading above these lines, empty where there is none."""
    return next((label.text for label in reversed(unit.labels_of(lines)) if label.is_heading), "")


def _is_of_a_run(unit: Unit, fact: Fact, runs: Collection[str]) -> bool:
    return bool(fact.subject) and (fact.lines[0] in unit.row_keys or clean_label(fact.subject) in runs)


def _barred(unit: Unit) -> set[int]:
    """The lines that tell of something else than the runs: questions, problems, what failed, what not to do."""
    said = [fact for fact in unit.of(*_NO_TRY) if not _is_of_a_table(unit, fact)]
    said += [fact for fact in unit.of(Kind.PRACTICE) if is_negative(tidy(fact.text))]
    lines = {line for fact in said for line in range(fact.lines[0], fact.lines[1] + 1)}
    items = (unit.labels_of(fact.lines)[-1:] for fact in said if fact.kind is Kind.FAILURE)
    return lines | {label.lines[0] for above in items for label in above if not label.is_heading}


def _is_of_a_failure(unit: Unit, fact: Fact) -> bool:
    """Whether a setting stands below a heading or item that failed, or in an attempt whose status says that it did."""
    return any(label.lines[0] in _failed(unit) for label in unit.labels_of(fact.lines))


@lru_cache(maxsize=_UNITS_KEPT)
def _failed(unit: Unit) -> frozenset[int]:
    """The first lines of failures, and of the headings of attempts that a status calls failed (`Status: REVERTED`)."""
    found = {fact.lines[0] for fact in unit.of(Kind.FAILURE) if not _is_of_a_table(unit, fact)}
    for line, text in unit.texts.items():
        status = _STATUS.match(text)
        if status and verdict_of(text[status.end() :].strip(" *_")) == "bad":
            above = [label for label in unit.labels_of((line, line)) if label.is_heading and not is_title(unit, label.text)]
            named = (label for label in reversed(above) if text_role(label.text) not in _MEASURED)
            found |= {label.lines[0] for label in islice(named, 1)}
    return frozenset(found)


def _is_of_a_table(unit: Unit, fact: Fact) -> bool:
    return fact.lines[0] in unit.row_keys


def _is_applied(unit: Unit, fact: Fact) -> bool:
    above = [label.text for label in unit.labels_of(fact.lines) if label.is_heading]
    roles = [text_role(text) for text in above if not is_title(unit, text)]
    if any(role in _ELSEWHERE for role in roles) or any(map(_ALTERNATIVE.match, above)):
        return False
    if any(role in _SETUP for role in roles) or any(map(_CHOSEN.search, above)) or fact.lines[0] in unit.row_keys:
        return True
    innermost = next((role for role in reversed(roles) if role is not SectionRole.OTHER), SectionRole.OTHER)
    return innermost not in _MEASURED


def _is_setting(fact: Fact) -> bool:
    plain = len(fact.value) <= _LONGEST_VALUE and len(fact.value.split()) <= _MOST_VALUE_WORDS
    named = len(fact.name.split()) <= _MOST_NAME_WORDS and not _COUNTED_NAME.search(fact.name)
    return plain and named and not is_blank(fact) and not _ADVICE.match(fact.value)
