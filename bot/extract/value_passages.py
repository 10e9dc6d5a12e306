"""Paragraphs and list items as the value rules see them: with role, label, subject and what was read already blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.domains.vocabulary import tokens_of
from bot.extract.context import Context, SectionRole
from bot.extract.section_roles import block_roles, text_role
from bot.extract.value_names import Names, clean_name, names_of
from bot.model.fact import Kind
from bot.model.report import Block, Lines, ListItem, Paragraph

_EQUALS = re.compile(r"`?([^=:`\n]{1,80}?)\s=\s(?=`?[+\-−~]?\d[^=]*$)")
_PARTS = re.compile(r"\n|\s[·|•]\s")
_PART_LABEL = re.compile(r"[^\W\d_a-z][^:：\n.]{0,40}[:：]\s")
_LABEL = re.compile(r"([^:：\n]{1,90}?)\s?[:：](?=\s|$|[^\x00-\x7f]|`)")
_COUNTER = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s+")
_GENERIC = frozenset(
    {"detail", "detailed", "format", "run", "metric", "description", "info", "information", "number", "value", "table"}
)
_READ = "\x00"


@dataclass(slots=True)
class Passage:
    """One paragraph or list item.

    `label` is what stands before its first colon, `body` where the text behind it starts. `captions` are the labels and
    lead-ins above it, outermost first. `text` loses what a rule has read: characters are blanked, so that places stay.
    """

    block: Paragraph | ListItem
    role: SectionRole
    label: str
    body: int
    captions: tuple[str, ...]
    front: bool
    names: Names
    path: str
    title: str
    text: str = ""
    subject: str = field(default="")

    def lines(self, start: int, end: int) -> Lines:
        """The source lines of a stretch of the text."""
        first = self.block.lines[0] + self.block.text.count("\n", 0, start)
        last = first + self.block.text.count("\n", start, end)
        return min(first, self.block.lines[1]), min(last, self.block.lines[1])

    def blank(self, start: int, end: int) -> None:
        """Mark a stretch as read."""
        self.text = self.text[:start] + _READ * (end - start) + self.text[end:]


def passages(context: Context) -> Iterator[Passage]:
    """Yield the section's paragraphs and list items in order."""
    names = names_of(context.domain).with_quantities(context.quantities)
    roles = block_roles(context.section, context.role)
    front = len(context.section.headings) <= 1
    lead_in = ""
    parents: list[tuple[int, str]] = []
    title = _title(context)
    for block, role in _parts(context.section.blocks, roles):
        label, body = label_of(block.text)
        while parents and parents[-1][0] >= block.depth:
            parents.pop()
        if isinstance(block, Paragraph) and block.depth == 0:
            lead_in, parents = "", []
        captions = ((lead_in,) if lead_in else ()) + tuple(caption for _, caption in parents)
        subject = _subject(label, captions, title, names)
        yield Passage(block, role, label, body, captions, front, names, context.path, title, block.text, subject)
        caption = label or (block.text if len(block.text) <= 80 else "")
        if isinstance(block, Paragraph) and block.depth == 0:
            lead_in = caption if block.text.rstrip().endswith((":", "：")) else ""
        else:
            parents.append((block.depth, caption))


def _parts(blocks: Sequence[Block], roles: Sequence[SectionRole]) -> Iterator[tuple[Paragraph | ListItem, SectionRole]]:
    """Text blocks with their roles; a paragraph of several `Key: value` lines comes as one paragraph a line."""
    for block, role in zip(blocks, roles, strict=True):
        if isinstance(block, Paragraph) and block.lead and _PARTS.search(block.text):
            for part in _split(block):
                yield part, role
        elif isinstance(block, Paragraph | ListItem):
            yield block, role


def _split(block: Paragraph) -> Iterator[Paragraph]:
    starts = [0, *(match.end() for match in _PARTS.finditer(block.text) if _PART_LABEL.match(block.text, match.end()))]
    for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True):
        text = block.text[start:end].rstrip(" \n·|•")
        first = block.lines[0] + block.text.count("\n", 0, start)
        yield replace(block, text=text, lines=(first, first + text.count("\n")), lead=block.lead if start == 0 else "")


def label_of(text: str) -> tuple[str, int]:
    """Return the label that opens `text` and where the text behind its colon starts; an empty label where there is none."""
    match = _LABEL.match(text) or _EQUALS.match(text)
    if match is None or (match[1].count("`") % 2 and not _in_code(text)) or match[1].count("(") != match[1].count(")"):
        return "", 0
    label = _COUNTER.sub("", match[1]).strip("` ")
    return (label, match.end()) if label and label.count(" ") < 12 else ("", 0)


def _in_code(text: str) -> bool:
    """Whether the whole text is one code span."""
    return text[:1] == text[-1:] == "`" and text.count("`") == 2


def _title(context: Context) -> str:
    """The innermost heading that names something else than a part of a report (`Results`)."""
    for heading in reversed(context.section.headings):
        if text_role(heading.text) is SectionRole.OTHER or any(mark in heading.text for mark in ":：—("):
            return heading.text
    return ""


def _is_generic(caption: str) -> bool:
    """Whether a caption names a part of a report (`Results`, `Final metrics`) rather than something of its own."""
    tokens = tokens_of(caption)
    return len(tokens) < 3 and (text_role(caption) is not SectionRole.OTHER or bool(tokens) and tokens[-1] in _GENERIC)


def _subject(label: str, captions: tuple[str, ...], title: str, names: Names) -> str:
    """What the numbers are about: the label or the nearest caption that is no quantity and no part of a report."""
    for caption in (label, *reversed(captions)):
        name = clean_name(caption)
        if name and Kind.METRIC not in names.senses(name) and not names.names_parameter(name) and not _is_generic(name):
            return name
    return title
