"""Paragraphs and list items as the value rules see them: role, label, captions, and what was read blanked out."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bot.domains.vocabulary import tokens_of
from bot.extract.context import Context, SectionRole
from bot.extract.section_roles import block_roles, text_role
from bot.extract.values.kinds import AHEAD, DESCRIBING
from bot.extract.values.names import Names, clean_name, names_of, spelled
from bot.model.fact import Kind
from bot.model.report import Block, Lines, ListItem, Paragraph

READ = "\x00"
"""What stands in a passage's text where a rule has read it."""

_EQUALS = re.compile(r"`?([^=:`\n]{1,80}?)\s=\s(?=`?(?:[+\-~]?|−)\d[^=]*$)")
_BRACKET = re.compile(r"[(（]([^()（）]{3,})[)）]")  # `Delta (new - old)` is about what stands in brackets
_COUNTER = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+")
_PARTS = re.compile(r"\n|\s[·|•]\s")
_LINE_LABEL = re.compile(r"[^\W\d][^:：\n.]{0,40}(?::\s|：)")
_SERIES_LABEL = re.compile(r"[^\W\d][\w\-]*(?:[ /][\w\-]+){0,2}: +(?=\S)")
_SERIES = re.compile(rf"[,;|] +(?={_SERIES_LABEL.pattern})")
_LONGEST_OF_SERIES = 60
_NO_CAPITALS = frozenset(string.ascii_lowercase + "_")
_MOST_LINES = 200
# Each way begins with a letter of its own, which lets the search skip most of a text; a look-behind makes it a whole word.
_WORTH = re.compile(
    r"--|\.(?:py|sh|cu|ipynb)\b|abled\b|n(?<!\wn)o\b|o(?<!\wo)(?:n|ff)\b|w(?<!\ww)ithout\b|f(?<!\wf)rozen\b|`(?<!.`)\S+`$",
    re.DOTALL,
)
_DIGITS = frozenset(string.digits)
_DIGIT = re.compile(r"\d")
_LONGEST_LABEL = 90
_HINT_END = re.compile(r"\s(?:in|at|of|for|on|with|per|across|over)\s|\s?[(（]")
_TELLS_CHANGE = re.compile(r"(?:what |key |main )?changed?s?\b", re.I)  # `Change vs prev` names no metric
_LONGEST_HINT = 50
_LONGEST_CAPTION = 80
_MOST_LABEL_WORDS = 12
_RUN = re.compile(  # a name of a few words, neither a command (`Run: python train.py`) nor a sentence
    r"^(?:run|exp(?:eriment)?|trial)(?: (?:name|id))?: +"
    r"(?!`?(?:python\d?|bash|sh|make|torchrun|accelerate|uv|pip|cargo|cd|\./)\b)"
    r"(\S+(?: (?!--)\S+){0,7}(?<!\.))$",
    re.IGNORECASE | re.MULTILINE,
)
_GENERIC = frozenset({"detail", "detailed", "format", "run", "metric", "description", "info", "number", "value", "table"})


class Surroundings(NamedTuple):
    """What the passages of one section share: `heading` is the section's, `title` names more than a part of a report."""

    names: Names
    path: str
    heading: str
    title: str


class Passage:
    """One paragraph or list item.

    `label` is what stands before its first colon, `body` where the text behind it starts. `captions` are the labels and
    lead-ins above it, outermost first. `text` loses what a rule has read, so that no number is read twice: characters are
    blanked, places stay. `describing` says that it is about settings, by its section or by its form.
    """

    __slots__ = (
        "_hint",
        "_subject",
        "block",
        "body",
        "captions",
        "describing",
        "has_digits",
        "label",
        "names",
        "path",
        "role",
        "section",
        "text",
    )

    def __init__(
        self, block: Paragraph | ListItem, role: SectionRole, captions: tuple[str, ...], section: Surroundings
    ) -> None:
        self.block = block
        self.role = role
        self.captions = captions
        self.section = section
        self.names = section.names
        self.path = section.path
        self.text = block.text
        self.label = ""
        self.body = 0
        self.has_digits = False
        self.describing = role in DESCRIBING
        self._hint: str | None = None
        self._subject: str | None = None

    def lines(self, start: int, end: int) -> Lines:
        """The source lines of a stretch of the text."""
        first, last = self.block.lines
        if first == last:
            return self.block.lines
        begin = first + self.block.text.count("\n", 0, start)
        return min(begin, last), min(begin + self.block.text.count("\n", start, end), last)

    def blank(self, start: int, end: int) -> None:
        """Mark a stretch as read."""
        self.text = self.text[:start] + READ * (end - start) + self.text[end:]

    def subject(self) -> str:
        """What the numbers are about: the label or the nearest caption that is no quantity and no part of a report."""
        if self._subject is None:
            self._subject = self._decide_subject()
        return self._subject

    def _decide_subject(self) -> str:
        for caption in (self.label, *reversed(self.captions)):
            name = clean_name(caption)
            if not name or _is_generic(name):
                continue
            if not self._is_quantity(name):
                return name
            if bracket := _BRACKET.search(name):
                return bracket[1]
        return self.section.title

    def hint(self) -> str:
        """The metric that the label or the nearest caption names, empty if none does."""
        if self._hint is None:
            self._hint = self._decide_hint()
        return self._hint

    def _decide_hint(self) -> str:
        for caption in (self.label, *reversed(self.captions)):
            name = _HINT_END.split(clean_name(caption), maxsplit=1)[0] if caption else ""
            if 0 < len(name) <= _LONGEST_HINT and not _DIGIT.search(name) and self._is_metric(name):
                return name
        return ""

    def _is_metric(self, name: str) -> bool:
        is_named = Kind.METRIC in self.names.senses(name) or self.names.names_metric(spelled(name))
        return is_named and not _TELLS_CHANGE.match(name)

    def _is_quantity(self, name: str) -> bool:
        return Kind.METRIC in self.names.senses(name) or self.names.names_parameter(name)


def passages(context: Context) -> Iterator[Passage]:
    """Yield the section's paragraphs and list items that may hold a value, in order."""
    section = Surroundings(
        names_of(context.domain, context.quantities), context.path, context.section.title, _title(context)
    )
    lead_in = ""
    whole = section
    parents: list[tuple[int, str]] = []
    for block, role in _parts(context.section.blocks, block_roles(context.section, value_role(context)), section.names):
        if block is None:
            lead_in = ""
            continue
        text = block.text
        top = block.depth == 0 and type(block) is Paragraph
        while parents and (top or parents[-1][0] >= block.depth):
            parents.pop()
        label, body = label_of(text)
        lead_in = "" if top else lead_in
        if top and ":" in text and (run := _RUN.search(text)):
            section = whole._replace(title=clean_name(run[1]))  # what follows in the section is about this run
        has_digits = _has_digits(text)
        if _may_hold_value(text, has_digits=has_digits):
            above = [caption for _, caption in parents]
            passage = Passage(block, role, (lead_in, *above) if lead_in else tuple(above), section)
            passage.label, passage.body, passage.has_digits = label, body, has_digits
            yield passage
        caption = label or (text if len(text) <= _LONGEST_CAPTION else "")
        if top:
            lead_in = caption if text.endswith((":", "：")) else ""
        else:
            parents.append((block.depth, caption))


def value_role(context: Context) -> SectionRole:
    """The role of the section; the title of a report (`Learning-rate schedules`) is no plan and no list of files.

    Nor does a title (`Performance of the kernels`) say that results stand right below it, where sections follow.
    """
    title_only = len(context.section.headings) == 1 and context.section.headings[0].level == 1
    names_all = title_only and sum(1 for _ in islice(context.report.sections(), 2)) > 1
    return SectionRole.OTHER if title_only and (names_all or context.role in AHEAD) else context.role


def label_of(text: str) -> tuple[str, int]:
    """Return the label that opens `text` and where the text behind its colon starts; an empty label where there is none."""
    found, end = _before_colon(text) if ":" in text or "：" in text else ("", 0)
    if not found:
        match = _EQUALS.match(text) if "=" in text else None
        if match is None:
            return "", 0
        found, end = match[1], match.end()
    if "(" in found or ")" in found or "`" in found:
        cuts_code = found.count("`") % 2 and not _is_code(text)
        if cuts_code or found.count("(") != found.count(")"):
            return "", 0
    label = _COUNTER.sub("", found, count=1) if found[:1] in "(0123456789" else found
    label = label.strip("` ")
    return (label, end) if label and label.count(" ") < _MOST_LABEL_WORDS else ("", 0)


def _before_colon(text: str) -> tuple[str, int]:
    """What stands before the first colon of the first line, and where the text behind the colon starts; empty for `a:b`."""
    place = text.find(":", 0, _LONGEST_LABEL + 2)
    if not text.isascii() and (wide := text.find("：", 0, _LONGEST_LABEL + 2)) >= 0 and not 0 <= place < wide:
        place = wide
    if place < 1:
        return "", 0
    behind = text[place + 1 : place + 2]
    if text[place] == ":" and not (behind in ("", "`") or behind.isspace() or behind > "\x7f"):
        return "", 0
    found = text[: place - 1] if place > 1 and text[place - 1].isspace() else text[:place]
    return ("", 0) if len(found) > _LONGEST_LABEL or "\n" in found else (found, place + 1)


def _has_digits(text: str) -> bool:
    return not _DIGITS.isdisjoint(text) or (not text.isascii() and _DIGIT.search(text) is not None)


def _may_hold_value(text: str, *, has_digits: bool) -> bool:
    """Whether a text holds a number, a label, a flag, a script, something switched or nothing but code."""
    return has_digits or ":" in text or "=" in text or "：" in text or _WORTH.search(text) is not None


def _parts(
    blocks: Sequence[Block], roles: Sequence[SectionRole], names: Names
) -> Iterator[tuple[Paragraph | ListItem | None, SectionRole]]:
    """Text blocks with their roles, None for a block between; a paragraph of labelled lines comes as one a line."""
    for block, role in zip(blocks, roles, strict=True):
        if not isinstance(block, ListItem | Paragraph):
            yield None, role
        elif _is_series(block.text):
            series = _SERIES.split(block.text)
            if role not in AHEAD and 2 * sum(names.names_parameter(label_of(text)[0]) for text in series) >= len(series):
                role = SectionRole.SETTINGS
            for text in series:
                yield block._replace(text=text), role
        elif isinstance(block, ListItem):
            yield block, role
        elif _has_labelled_lines(block):
            for part in _split(block):
                yield part, role
        else:
            yield block, role


def _is_series(text: str) -> bool:
    """Whether a text is nothing but short values with labels: `lr: 2e-4, epochs: 1, batch: 4`."""
    if text.count(": ") < 2 or "\n" in text or _SERIES_LABEL.match(text) is None:
        return False
    parts = _SERIES.split(text)
    return len(parts) > 1 and all(len(part) <= _LONGEST_OF_SERIES for part in parts)


def _has_labelled_lines(block: Paragraph) -> bool:
    """Whether a paragraph is lines of `Key: value`: it opens in bold and goes on so, or most of its lines have a label."""
    if block.lead:
        return _PARTS.search(block.text) is not None
    if "\n" not in block.text:
        return False
    lines = block.text.split("\n", _MOST_LINES)
    return 3 * sum(_LINE_LABEL.match(line) is not None for line in lines) > 2 * len(lines)


def _split(block: Paragraph) -> Iterator[Paragraph]:
    ends = (match.end() for match in _PARTS.finditer(block.text) if _LINE_LABEL.match(block.text, match.end()))
    starts = [0, *(end for end in ends if not (block.lead and _goes_on(block.text[end : block.text.find(":", end)])))]
    for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True):
        text = block.text[start:end].rstrip(" \n·|•")
        first = block.lines[0] + block.text.count("\n", 0, start)
        yield block._replace(text=text, lines=(first, first + text.count("\n")), lead=block.lead if start == 0 else "")


def _goes_on(label: str) -> bool:
    """Whether a label within bold text has no capital: `vLLM version` is one of its own, `note` may go on in a sentence."""
    return label[:1] in _NO_CAPITALS and label.lower() == label


def _is_code(text: str) -> bool:
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
    if not tokens or len(tokens) > 2:
        return not tokens
    return tokens[-1] in _GENERIC or text_role(caption) is not SectionRole.OTHER
