"""A verification as text for people, as JSON for programs, and as annotations on GitHub."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from bot.model.verification import NumberCheck, SkillCheck, Standing
from bot.present.annotations import annotation
from bot.present.ansi import Paint, harmless
from bot.present.counted import several
from bot.present.places import line_range

MOST_WARNINGS = 10
"""Warnings that GitHub shows of one step; what is beyond is dropped without a word."""

_WORDS = {
    Standing.CITED: "on the cited lines",
    Standing.ELSEWHERE: "in the evidence, not cited",
    Standing.DERIVED: "derived",
    Standing.NOWHERE: "nowhere",
}


def verification_text(checks: Sequence[SkillCheck], paint: Paint) -> str:
    """Return one line a skill, below it what is wrong or worth a look, and a summary at the end."""
    lines = [line for check in checks for line in _skill_lines(check, paint)]
    bad = sum(not check.is_grounded for check in checks)
    summary = paint(_summary(checks), "red" if bad else "green")
    return "\n".join([*lines, "", summary])


def _skill_lines(check: SkillCheck, paint: Paint) -> Iterator[str]:
    yield f"{paint(check.name, 'bold')}  {paint(_counts([check]), 'dim')}"
    for line, message in problems(check):
        yield f"  {paint(f'{check.path}:{line}:', 'cyan')} {paint(message, 'red')}"
    for each in check.numbers:
        if each.is_astray:
            yield f"  {paint(f'{check.path}:{each.line}:', 'cyan')} {paint(_astray(each))}"


def problems(check: SkillCheck) -> list[tuple[int, str]]:
    """Return what is wrong in a skill, with its line: numbers that stand nowhere, citations that lead nowhere."""
    nowhere = [
        (each.line, f"{each.number} stands nowhere in the evidence")
        for each in check.numbers
        if each.standing is Standing.NOWHERE
    ]
    broken = [(each.line, f"{each.citation}: {each.message}") for each in check.broken]
    return sorted([*nowhere, *broken], key=lambda item: item[0])


def _astray(each: NumberCheck) -> str:
    place = f"{each.place.path} {line_range(each.place.lines)}" if each.place else "other lines"
    return f"{each.number} stands in {place}, not on the cited lines"


def _counts(checks: Sequence[SkillCheck]) -> str:
    total = sum(len(check.numbers) for check in checks)
    broken = sum(len(check.broken) for check in checks)
    counts = [(sum(check.count(standing) for check in checks), words) for standing, words in _WORDS.items()]
    parts = [f"{count} {words}" for count, words in counts if count]
    numbers = f"{several(total, 'number')}: {', '.join(parts)}" if total else "no numbers"
    return numbers + (f"; {several(broken, 'broken citation')}" if broken else "")


def _summary(checks: Sequence[SkillCheck]) -> str:
    return f"{several(len(checks), 'skill')}, {_counts(checks)}"


def verification_json(checks: Sequence[SkillCheck]) -> str:
    """Return the `retro-bot/verify/1` document."""
    content = {
        "schema": "retro-bot/verify/1",
        "grounded": all(check.is_grounded for check in checks),
        "counts": {standing.value: sum(check.count(standing) for check in checks) for standing in Standing}
        | {"broken_citations": sum(len(check.broken) for check in checks)},
        "skills": [
            {
                "name": check.name,
                "path": check.path,
                "grounded": check.is_grounded,
                "numbers": [_number(each) for each in check.numbers],
                "broken_citations": [each._asdict() for each in check.broken],
            }
            for check in checks
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _number(each: NumberCheck) -> dict[str, object]:
    """A number without its absent fields."""
    content: dict[str, object] = {"line": each.line, "number": each.number, "standing": each.standing.value}
    if each.place:
        content["place"] = {"path": each.place.path, "lines": each.place.lines}
    if each.operands:
        content["operands"] = each.operands
    return content


def verification_annotations(checks: Sequence[SkillCheck], folder: str = "") -> str:
    """Return a warning for each problem, as many as GitHub shows, and a notice with the summary.

    `folder` is where the skills' repository lies in the checkout, with a slash at its end, or empty.
    """
    found = [(check.path, line, message) for check in checks for line, message in problems(check)]
    shown = [annotation("warning", harmless(message), folder + path, line) for path, line, message in found[:MOST_WARNINGS]]
    more = len(found) - len(shown)
    hint = f"; {more} more problems are listed by: retro-bot verify" if more else ""
    return "\n".join([*shown, annotation("notice", _summary(checks) + hint)])
