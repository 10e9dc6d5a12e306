"""New practice items of an update, in the section's own style: steps with headings, a numbered list, or bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.model.draft import Statement
from bot.model.report import Heading, ListItem
from bot.propose.addition import Addition
from bot.propose.citations import Citations
from bot.propose.outline import Outline, OutlineSection
from bot.propose.sanitising import inline, plain
from bot.propose.section_names import Part
from bot.propose.skill_file import cited_text
from bot.propose.wording import is_said, numbers, stems

_STEP = re.compile(r"(step\s+)?(\d+)([.:)]?)\s", re.I)
_NUMBER = re.compile(r"\s*\d+([.)])")
_CLAUSE = re.compile(r"[;:.,](?=\s|$)| [—–-] | \(")
_DANGLING = re.compile(r"(?: (?:an?|the|of|for|from|in|on|to|and|or|with|as|by|at|than|instead|when|that|is|are))+$", re.I)
_FEWEST_STEMS = 3
_LONGEST_LINE = 200  # of a line about one thing
_SHORTEST_TITLE, _LONGEST_CLAUSE, _LONGEST_TITLE = 12, 70, 100


def added_practice(document: Outline, items: Sequence[Statement], citations: Citations) -> Iterator[Addition]:
    """Yield what the update's recommendations add; those that the skill gives already are left out."""
    said = [*document.lines, *(getattr(block, "text", "") for block in document.blocks)]
    new: list[Statement] = []
    for item in items:
        if not is_said(item.text, said) and not _is_done(item.text, said):
            new.append(item)
            said.append(item.text)
    if new:
        section = document.section(Part.PRACTICE)
        yield Addition(Part.PRACTICE, tuple(_lines(document, section, new, citations)))


def _is_done(text: str, said: Sequence[str]) -> bool:
    """Whether the skill does already, for whatever reason, what a step tells to do about something (`X fails: set Y`)."""
    wanted = stems(text.partition(": ")[2])
    return len(wanted) >= _FEWEST_STEMS and any(
        wanted <= stems(line) and numbers(text) <= numbers(line) for line in said if len(line) <= _LONGEST_LINE
    )


def _lines(
    document: Outline, section: OutlineSection | None, new: Sequence[Statement], citations: Citations
) -> Iterator[str]:
    texts = [cited_text(item, citations) for item in new]
    steps = [block for block in section.blocks if isinstance(block, Heading) and _STEP.match(block.text)] if section else []
    last = section.blocks[-1] if section and section.blocks else None
    if steps:
        yield from _steps(steps[-1], new, texts, citations)
    elif section is None:
        yield ""
        yield from (f"{number}. {text}" for number, text in enumerate(texts, start=1))
    elif isinstance(last, ListItem):
        yield from _items(document, [item for item in section.items() if item.depth == 1][-1], texts)
    else:
        yield ""
        yield from (f"- {text}" for text in texts)


def _items(document: Outline, last: ListItem, texts: Sequence[str]) -> Iterator[str]:
    """Yield further items of the list that ends with `last`."""
    opening = document.source(last)[0]
    if last.ordinal is None:
        marker = opening.lstrip()[:1]
        yield from (f"{marker if marker in '-*+' else '-'} {text}" for text in texts)
        return
    sign = _NUMBER.match(opening)
    yield from (f"{number}{sign[1] if sign else '.'} {text}" for number, text in enumerate(texts, start=last.ordinal + 1))


def _steps(last: Heading, new: Sequence[Statement], texts: Sequence[str], citations: Citations) -> Iterator[str]:
    match = _STEP.match(last.text)
    word, number, sign = (match[1] or "", int(match[2]), match[3]) if match else ("Step ", 0, ":")
    for item, text in zip(new, texts, strict=True):
        number += 1
        title = _title(item.text)
        whole = plain(item.text, 2 * _LONGEST_TITLE).rstrip(".") == title
        cited = citations.cite(item.sources)
        body = f"From {cited}." if whole and cited else text
        yield from ("", f"{'#' * last.level} {word}{number}{sign} {inline(title)}", "", body)


def _title(text: str) -> str:
    """Return a statement as a title: all of it where it is short, else its first clause."""
    line = plain(text, 2 * _LONGEST_TITLE).rstrip(".")
    if len(line) <= _LONGEST_TITLE:
        return line
    clause = _CLAUSE.split(line, maxsplit=1)[0]
    return _DANGLING.sub("", plain(clause if len(clause) >= _SHORTEST_TITLE else line, _LONGEST_CLAUSE).rstrip(".…"))
