"""The promise that every number is grounded, kept: what holds a number that its lines do not is taken out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bot.model.draft import (
    ConfigurationBlock,
    FailureRow,
    ResultRow,
    ResultTable,
    Retrospective,
    SkillDraft,
    SkillUpdate,
    Source,
    Statement,
)
from bot.model.report import Lines
from bot.synthesize.evidence.units import Unit, fact_texts
from bot.synthesize.wording.numbers import derived, numbers, rounds, stands_in

T = TypeVar("T")


class Ground:
    """The lines of the evidence by path."""

    def __init__(self, evidence: Sequence[Unit]) -> None:
        self.units: dict[str, list[tuple[Lines, Unit]]] = {}
        for unit in evidence:
            # A log entry is a part of its file.
            extent = unit.facts.lines if unit.facts.entry else (1, sys.maxsize)
            self.units.setdefault(unit.path, []).append((extent, unit))

    def text(self, sources: Iterable[Source]) -> str:
        """Return what stands on these lines."""
        return "\n".join(
            part
            for source in sources
            for (first, last), unit in self.units.get(source.path, ())
            if first <= source.lines[1] and source.lines[0] <= last
            for part in _said(unit, source)
        )

    def holds(self, text: str, sources: Iterable[Source]) -> bool:
        """Say whether each number of `text` stands on these lines, or follows from two other numbers of `text` that do."""
        found = numbers(text)
        if not found:
            return True
        ground = self.text(sources)
        standing = [number for number in found if stands_in(number, ground) or rounds(number, ground)]
        return all(number in standing or derived(number, standing) for number in found)


def _said(unit: Unit, source: Source) -> Iterable[str]:
    """The text of the report on these lines; where it is not at hand, the facts that were read from them."""
    text = unit.text_at(source.lines)
    if text:
        yield text
        return
    for fact in unit.facts.facts:
        if fact.lines[0] <= source.lines[1] and source.lines[0] <= fact.lines[1]:
            yield " ".join(fact_texts(fact))


def grounded(retrospective: Retrospective, evidence: Sequence[Unit]) -> Retrospective:
    """Return the retrospective without what holds a number that stands on none of its lines."""
    ground = Ground(evidence)
    said = retrospective.summary
    return retrospective._replace(
        summary=said._replace(
            what_we_tried=_kept(said.what_we_tried, ground, _statement),
            key_findings=_kept(said.key_findings, ground, _statement),
            what_failed=_kept(said.what_failed, ground, _statement),
            open_questions=_kept(said.open_questions, ground, _statement),
        ),
        scope=_kept(retrospective.scope, ground, _statement),
        skills=tuple(_skill(draft, ground) for draft in retrospective.skills),
        updates=tuple(_update(update, ground) for update in retrospective.updates),
        troubleshooting=_kept(
            retrospective.troubleshooting,
            ground,
            lambda each: (f"{each.symptom} {each.cause} {each.solution}", each.sources),
        ),
    )


def _kept(items: Sequence[T], ground: Ground, read: Callable[[T], tuple[str, tuple[Source, ...]]]) -> tuple[T, ...]:
    return tuple(item for item in items if ground.holds(*read(item)))


def _statement(each: Statement) -> tuple[str, tuple[Source, ...]]:
    return each.text, each.sources


def _row(each: ResultRow) -> tuple[str, tuple[Source, ...]]:
    return " | ".join(each.cells), each.sources


def _failure(each: FailureRow) -> tuple[str, tuple[Source, ...]]:
    return f"{each.what} | {each.why} | {each.lesson}", each.sources


def _block(each: ConfigurationBlock) -> tuple[str, tuple[Source, ...]]:
    return each.text, each.sources


def _tables(tables: Iterable[ResultTable], ground: Ground) -> tuple[ResultTable, ...]:
    kept = (table._replace(rows=_kept(table.rows, ground, _row)) for table in tables)
    return tuple(table for table in kept if table.rows)


def _skill(draft: SkillDraft, ground: Ground) -> SkillDraft:
    return draft._replace(
        general=_kept(draft.general, ground, _statement),
        apply_when=_kept(draft.apply_when, ground, _statement),
        avoid_when=_kept(draft.avoid_when, ground, _statement),
        results=_tables(draft.results, ground),
        scope=_kept(draft.scope, ground, _statement),
        practice=_kept(draft.practice, ground, _statement),
        failures=_kept(draft.failures, ground, _failure),
        configuration=_kept(draft.configuration, ground, _block),
    )


def _update(update: SkillUpdate, ground: Ground) -> SkillUpdate:
    return update._replace(
        results=_tables(update.results, ground),
        practice=_kept(update.practice, ground, _statement),
        failures=_kept(update.failures, ground, _failure),
    )
