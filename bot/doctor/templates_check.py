"""The team's templates: are they read, and is there something for each of their parts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from bot.doctor.finding import Examined, Finding, Severity
from bot.propose.outline import outline
from bot.propose.section_names import Part
from bot.propose.skill_template import PATH, unfilled_keys
from bot.setup.changes import TEMPLATES
from bot.spelling import nearest

_ALONE = re.compile(r"#{1,6}[ ]|[ ]*[\w-]+:[ ]|[ ]*[|*+-]")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")


def template_findings(examined: Examined) -> Iterator[Finding]:
    """Yield templates that are called otherwise than those that are read, and what in a template nothing fills."""
    folder = examined.layout.templates
    for name, text in examined.templates.items():
        path = posixpath.join(folder, name)
        if name in TEMPLATES:
            yield from _braces(path, text)
        elif meant := _meant(name, examined):
            message = "no template of this name is read; the shipped one is used"
            yield Finding(
                "template-name", Severity.ERROR, path, 0, message, f"did you mean {posixpath.join(folder, meant)}?"
            )
        if name == PATH:
            yield from _skill(path, text)


def _meant(name: str, examined: Examined) -> str:
    """The template that was probably meant, if it is not there under its own name."""
    missing = [each for each in TEMPLATES if each not in examined.templates]
    stems = {posixpath.basename(each): each for each in missing}
    return (
        stems.get(posixpath.basename(name), "")
        or nearest(name, missing)
        or stems.get(nearest(posixpath.basename(name), stems), "")
    )


def _braces(path: str, text: str) -> Iterator[Finding]:
    """Yield each paragraph in which a placeholder is not closed; a heading and a key are paragraphs of their own."""
    fenced, opened, start = False, 0, 1
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        fenced ^= bool(_FENCE.match(line))
        if not line.strip() or _ALONE.match(line) or fenced:
            if opened:
                yield _open(path, start)
            opened = 0
        if fenced:
            continue
        was_open = opened
        opened += line.count("{") - line.count("}")
        start = number if opened and not was_open else start
        if opened and _ALONE.match(line):
            yield _open(path, number)
            opened = 0


def _open(path: str, line: int) -> Finding:
    message = "a placeholder is opened and not closed, and stays as it is written"
    return Finding("template-brace", Severity.ERROR, path, line, message, "write {placeholder} with both braces")


def _skill(path: str, text: str) -> Iterator[Finding]:
    if text.startswith("---") and not re.match(r"---[ \t]*\r?\n(?:.*\n)*?---[ \t]*(?:\r?\n|$)", text):
        message = "the front matter is not closed; it is taken for text"
        yield Finding("template-front", Severity.ERROR, path, 1, message, "close it with a line ---")
        return
    for line, key in unfilled_keys(text):
        message = f"the bot has nothing to put at `{key}`, and leaves it out"
        fix = "write a value there (it is copied), or take it out"
        yield Finding("template-key", Severity.WARNING, path, line, message, fix)
    sections = [each for each in outline(text).sections if each.heading.level > 1]
    if not any(section.part is not Part.OTHER for section in sections):
        message = "no heading names a part of a skill, so that the shipped template is used"
        fix = "use headings like When to Apply, Results, Failure Modes: docs/templates.md"
        yield Finding("template-empty", Severity.ERROR, path, 1, message, fix)
        return
    level = min(each.heading.level for each in sections if each.part is not Part.OTHER)
    for section in sections:
        if section.part is Part.OTHER and section.heading.level == level:
            message = f"the section {section.heading.text!r} is none that the bot has something for; it is left out"
            known = [part.value for part in Part if part is not Part.OTHER]
            meant = nearest(section.heading.text, known)
            fix = f"did you mean {meant}?" if meant else f"known are {', '.join(known)} and their usual synonyms"
            yield Finding("template-section", Severity.WARNING, path, section.first, message, fix)
