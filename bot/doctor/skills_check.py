"""The skills: valid by the Agent Skills specification, listed in the registry, and each there once."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from bot.doctor.finding import Examined, Finding, Severity
from bot.propose.skill_validity import skill_flaws
from bot.reading.json_keys import line_of
from bot.spelling import did_you_mean


def skill_findings(examined: Examined) -> Iterator[Finding]:
    """Yield what is wrong with the skills; the rules are those that the bot holds its own skills to."""
    for skill in examined.skills:
        for flaw in skill_flaws(skill.path, skill.text):
            severity = Severity.WARNING if flaw.is_advice else Severity.ERROR
            yield Finding("skill-invalid", severity, skill.path, flaw.line, flaw.message, flaw.fix)
    for folder in examined.bare_folders:
        message = "a folder without a SKILL.md is no skill"
        fix = f"write {folder}/SKILL.md (the name in capitals), or remove the folder"
        yield Finding("skill-missing", Severity.ERROR, folder, 0, message, fix)
    yield from _index(examined)


def _index(examined: Examined) -> Iterator[Finding]:
    registry = examined.registry
    listed = registry.content.get("skills")
    if not isinstance(listed, Mapping):
        return
    there = [posixpath.basename(posixpath.dirname(skill.path)) for skill in examined.skills]
    for name in listed:
        if name not in there:
            fix = did_you_mean(name, (each for each in there if each not in listed), "take it out, or write the skill")
            line = line_of(registry.text, "skills", name)
            yield Finding("skill-gone", Severity.ERROR, registry.path, line, f"there is no skill {name}", fix)
    for skill, name in zip(examined.skills, there, strict=True):
        if name not in listed:
            message = "the registry does not list it, so that it counts as one of no kind"
            fix = f'add "{name}": {{"type": "result", "description": "..."}} to its skills'
            yield Finding("skill-unlisted", Severity.WARNING, skill.path, 1, message, fix)
