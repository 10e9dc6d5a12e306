"""Problems written as labelled parts: symptom, cause and fix, each behind its own label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.extract.context import Context, SectionRole
from bot.extract.lexicon import Lexicon
from bot.extract.section_roles import label_of
from bot.extract.sentences import one_line
from bot.extract.statements.passages import DESCRIBING, Passage, is_placeholder
from bot.extract.statements.reasons import reason_of
from bot.extract.statements.wording import lean_of
from bot.model.fact import Fact, Kind
from bot.model.report import ListItem

PART_LABELS = {
    "cause": """cause|causes|root cause|root causes|reason|why|why it happened|why it failed|diagnosis
        underlying cause|likely cause|nguyên nhân|原因|根本原因|원인|근본 원인|이유""",
    "fix": """fix|fixes|fixed|solution|solutions|resolution|resolved|workaround|workarounds|mitigation|remedy|solved by
        fix applied|khắc phục|cách khắc phục|giải pháp|解决|解决方案|解决方法|修复|해결|해결 방법|해결책|조치""",
    "symptom": """symptom|symptoms|problem|problems|issue|issues|error|errors|error pattern|error message|failure
        failures|bug|bugs|what happened|observed|failed|triệu chứng|lỗi|vấn đề|症状|现象|问题|错误|报错|증상|현상|문제
        오류|에러""",
}
_PARTICIPLES = frozenset({"observed", "failed", "fixed", "resolved"})
_LONGEST_LABEL = 4
_MOST_LETTERS = 200
_MOST_LINES = 8
_MOST_BELOW = 6  # items below a label
_MOST_EXPLAINING = 3
_SOLUTION = re.compile(r"\W*solutions?\b", re.I)
_TRIM = re.compile(
    r"^(?:\w+\s+)?\d+(?:\.\d+)*[.):]?\s+|\s*[(\[][^()\[\]]*[)\]]\s*$|^(?:previously )?(?:solved|fixed):\s*", re.I
)


class _Group:
    """The parts of one problem while they are being collected; `explaining` are unlabelled items before its fix."""

    def __init__(self, title: str, depth: int, first: int, last: int) -> None:
        self.title = title
        self.depth = depth
        self.first = first
        self.last = last
        self.parts: dict[str, str] = {}
        self.explaining: list[str] = []
        self.may_answer = False

    def told(self) -> dict[str, str]:
        """Symptom, cause and fix, as far as they are told."""
        parts = dict(self.parts)
        if self.explaining and "symptom" not in parts and not self.title:
            parts["symptom"] = self.explaining.pop(0)
        if self.explaining and "cause" not in parts and "symptom" not in self.parts:
            parts["cause"] = " ".join(self.explaining[:_MOST_EXPLAINING])
        if self.title:
            parts.setdefault("symptom", self.title)
        reason = reason_of(parts.get("symptom", ""))
        if reason:
            parts.setdefault("cause", reason)
        return parts

    def is_problem(self) -> bool:
        """Whether a label named a part, and another part is known too.

        A solution alone may be the answer of an exercise: it needs something that went wrong.
        """
        return bool(self.parts) and len(self.told()) > 1 and not (self.may_answer and self.parts.keys() == {"fix"})


def facts(context: Context, passages: tuple[Passage, ...]) -> Iterator[Fact]:
    """Yield an error for each group of labelled parts: below one heading, or nested in one item."""
    if context.role in (SectionRole.OBJECTIVE, SectionRole.QUESTIONS, SectionRole.PLAN, SectionRole.FILES):
        return
    if not any(part_of(passage.label) for passage in passages if passage.label):
        return
    collector = _Collector(context)
    for index, passage in enumerate(passages):
        collector.visit(passage, [inner for inner in _inside(passages, index) if part_of(inner.label)])
    collector.close()
    for group in collector.groups:
        if group.is_problem():
            yield _fact(context, group)


def part_of(label: str) -> str:
    """`symptom`, `cause` or `fix` where a label (`Root cause`, `Fix 2`) or a column's heading names one, else empty."""
    return _part(label) if len(label) <= _MOST_LETTERS else ""


@lru_cache(maxsize=4096)
def _part(label: str) -> str:
    words = label.strip(" *_:").split()
    if not words or len(words) > _LONGEST_LABEL or words[0].lower() == "what":
        return ""
    cues = _labels().find(label)
    if not cues or (len(words) > 1 and words[-1].lower() in _PARTICIPLES and cues[0].first > 0):
        return ""  # `Peak performance observed: ...` is about the performance
    return cues[-1].label if cues[0].first == 0 or cues[-1].last == len(words) - 1 else ""


def names_fix(title: str) -> bool:
    """Whether a heading speaks of a fix or solution."""
    return any(cue.label == "fix" for cue in _labels().find(title))


class _Collector:
    """Walks through the passages of a section and keeps the group that is open."""

    def __init__(self, context: Context) -> None:
        self.groups: list[_Group] = []
        self.group: _Group | None = None
        headings = context.section.headings
        self.is_problem_section = context.role is SectionRole.PROBLEMS and bool(headings)
        self.title = _specific(headings[-1].text) if self.is_problem_section else ""
        self.heading_line = headings[-1].lines[0] if headings else 0

    def visit(self, passage: Passage, labelled_inside: list[Passage]) -> None:
        part = part_of(passage.label) if passage.label else ""
        announces = labelled_inside and not passage.body and passage.block.depth == 0  # `Issues:` above one item each
        if part and not announces:
            self.labelled(passage, part)
        elif labelled_inside:
            self.open(_specific(passage.text.rstrip(":：")), passage.block.depth + 1, passage)
            if self.group is not None:
                is_trouble = self.is_problem_section or lean_of(passage.text) < 0
                self.group.may_answer = not is_trouble and all(_SOLUTION.match(inner.label) for inner in labelled_inside)
        elif self.group is not None and passage.block.depth < self.group.depth:
            self.close()
        elif self.group is None and self.is_problem_section and passage.is_top and not passage.text.endswith(":"):
            self.open(self.title, passage.block.depth, passage)
            self.explain(passage)
        elif self.explains(passage):
            self.explain(passage)

    def explains(self, passage: Passage) -> bool:
        """Whether it stands before the labelled parts of a problem that is named already."""
        group = self.group
        if group is None or group.parts or passage.block.depth != group.depth:
            return False
        return bool(group.title) or self.is_problem_section

    def labelled(self, passage: Passage, part: str) -> None:
        group = self.group
        is_next = group is not None and (passage.block.depth < group.depth or (part == "symptom" and bool(group.parts)))
        if group is None or is_next:
            self.open(self.title, passage.block.depth, passage)
        text = passage.body or _told_below(passage)
        if self.group is not None and part not in self.group.parts and not is_placeholder(text):
            self.begin_at(passage)
            self.group.parts[part] = text
            self.group.last = passage.block.lines[1]

    def explain(self, passage: Passage) -> None:
        if self.group is not None:
            self.begin_at(passage)
            self.group.explaining.append(passage.text)

    def begin_at(self, passage: Passage) -> None:
        """A group without a title starts where it first tells something."""
        group = self.group
        if group is not None and not (group.title or group.parts or group.explaining):
            group.first = passage.block.lines[0]

    def open(self, title: str, depth: int, passage: Passage) -> None:
        self.close()
        first, last = passage.block.lines
        is_under_heading = bool(title) and title == self.title and not self.groups
        self.group = _Group(title, depth, self.heading_line if is_under_heading else first, last)

    def close(self) -> None:
        if self.group is not None:
            self.groups.append(self.group)
        self.group = None


def _inside(passages: tuple[Passage, ...], index: int) -> Iterator[Passage]:
    depth = passages[index].block.depth
    for place in range(index + 1, len(passages)):
        if passages[place].block.depth <= depth:
            return
        yield passages[place]


def _told_below(passage: Passage) -> str:
    """What the items below a label that stands alone tell together, without those that are parts of the problem."""
    items = [one_line(block.text) for block in passage.nested[:_MOST_BELOW] if isinstance(block, ListItem)]
    return "; ".join(text.rstrip(".;:：") for text in items if not part_of(label_of(text)[0]))


def _specific(title: str) -> str:
    """The heading without number and verdict, if it names this problem and not problems in general."""
    trimmed = _TRIM.sub("", _TRIM.sub("", one_line(title))).strip()
    words = trimmed.split()
    general = sum(cue.last - cue.first + 1 for cue in _labels().find(trimmed))
    return "" if 2 * general >= len(words) or trimmed.lower() in DESCRIBING else trimmed


def _fact(context: Context, group: _Group) -> Fact:
    told = group.told()
    symptom = told.get("symptom") or told.get("cause", "")
    return Fact(
        Kind.ERROR,
        (group.first, min(group.last, group.first + _MOST_LINES - 1)),
        "labelled_problems.group",
        text=symptom,
        symptom=symptom,
        cause=told.get("cause", ""),
        fix=told.get("fix", ""),
        section=context.path,
    )


@lru_cache(maxsize=1)
def _labels() -> Lexicon:
    return Lexicon(PART_LABELS)
