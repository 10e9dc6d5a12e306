"""The grounding check: which sections of an answer are accepted, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.synthesize.wording.comparing import likeness, word_set
from bot.writer.answer import Answer, count_complaint
from bot.writer.checks.claim import Claim
from bot.writer.checks.constructs import forbidden
from bot.writer.checks.direction import against_the_measurements
from bot.writer.checks.names import unknown_names
from bot.writer.checks.numbers import wrong_numbers
from bot.writer.checks.polarity import turned_around
from bot.writer.checks.relation import unrelated
from bot.writer.task import FORMS, Part, Said, Section, Task

_TRUTH = (wrong_numbers, unknown_names, against_the_measurements)
_CHECKS = (forbidden, *_TRUTH, turned_around, unrelated)
_MOST_FACTS = 6
_SAME = 0.8
_MOST_COMPLAINTS = 3
_LONGEST_QUOTE = 90


class Verdict(NamedTuple):
    """What of an answer is accepted by section, the sections that are refused, and each reason as a line for the model."""

    accepted: Answer
    refused: tuple[Section, ...]
    complaints: tuple[str, ...]


def verdict(task: Task, sections: Sequence[Section], answer: Answer) -> Verdict:
    """Return which of the `sections` that were asked for are accepted.

    A section that the answer leaves out or empty stays as it is, which is no fault. One fault refuses its whole section:
    half of a section would say something else.
    """
    accepted: dict[Part, tuple[Said, ...]] = {}
    refused, complaints = [], []
    for section in sections:
        found = answer.get(section.part, ())
        faults = list(_faults(task, section, found)) if found and section.part is not Part.NAME else []
        if faults:
            refused.append(section)
            complaints += faults
        elif found:
            accepted[section.part] = found
    return Verdict(accepted, tuple(refused), tuple(complaints))


def _faults(task: Task, section: Section, found: Sequence[Said]) -> Iterator[str]:
    if complaint := count_complaint(found, section):
        yield complaint
    for place, said in enumerate(found, 1):
        reasons = list(dict.fromkeys(faults_of(task, section.part, said)))[:_MOST_COMPLAINTS]
        if reasons:
            quote = " ".join(said.text.split())[:_LONGEST_QUOTE]
            yield f'{section.part.value} {place} ("{quote}"): {"; ".join(reasons)}'
        if any(_repeats(said, other) for other in found[: place - 1]):
            yield f"{section.part.value} {place}: it says what an earlier one says"
    yield from _left_out(task, section, found)


def faults_of(task: Task, part: Part, said: Said) -> Iterator[str]:
    """Yield what is wrong with one statement of a section."""
    known = {item.id for item in task.items}
    if unknown := [fact for fact in said.facts if fact not in known]:
        yield f"there is no fact {unknown[0][:20]}"
    if not said.facts:
        yield "it names no fact"
    if len(said.facts) > _MOST_FACTS:
        yield f"it names {len(said.facts)} facts; at most {_MOST_FACTS} are accepted"
    claim = _claim(task, part, said)
    for check in _CHECKS:
        yield from check(claim)


def is_borne_out(task: Task, part: Part, said: Said) -> bool:
    """Say whether the facts that a few words name, which are no sentence, bear out their numbers, names and ways."""
    claim = _claim(task, part, said)
    return bool(claim.named) and not any(complaint for check in _TRUTH for complaint in check(claim))


def _claim(task: Task, part: Part, said: Said) -> Claim:
    return Claim(part, said.text, task.named(said), task.items, task.ground, f"{task.about}\n{task.target}")


def _repeats(said: Said, other: Said) -> bool:
    return likeness(word_set(said.text), word_set(other.text)) >= _SAME


def _left_out(task: Task, section: Section, found: Sequence[Said]) -> Iterator[str]:
    """Statements of today that a complete section leaves out: no statement of the answer rests on the lines of theirs."""
    if not FORMS[section.part].is_complete:
        return
    rested = {source for said in found for item in task.named(said) for source in item.sources}
    for now in section.now:
        own = {source for item in task.named(now) for source in item.sources}
        if own and not own & rested:
            quote = now.text[:_LONGEST_QUOTE]
            yield f'{section.part.value}: left out what it says today: "{quote}" ({", ".join(now.facts)})'
