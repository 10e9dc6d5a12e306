"""Errors with symptom, cause and fix: labelled groups, numbered bugs, and sentences that tell how an error was solved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from bot.extract.context import Context, SectionRole
from bot.extract.lexicon import Lexicon
from bot.extract.passages import Passage, is_placeholder, passages
from bot.extract.reasons import stated_reason
from bot.model.fact import Fact, Kind
from bot.model.report import Lines

PART_LABELS = {
    "cause": """cause|causes|root cause|root causes|reason|why|why it happened|diagnosis|underlying cause|likely cause
        nguyên nhân|原因|根本原因|원인|근본 원인""",
    "fix": """fix|fixes|fixed|solution|solutions|resolution|resolved|workaround|workarounds|mitigation|remedy|solved by|fix applied
        khắc phục|cách khắc phục|giải pháp|解决|解决方案|解决方法|修复|해결|해결 방법|해결책|조치""",
    "symptom": """symptom|symptoms|problem|issue|error|errors|error pattern|error message|failure|bug|what happened|observed|failed
        triệu chứng|lỗi|vấn đề|症状|现象|问题|错误|报错|증상|현상|문제|오류|에러""",
}
ERROR_PHRASES = {
    "error": """error|errors|exception|crash|crashed|crashes|bug|bugs|oom|ooms|out of memory|outofmemory*|nan|nans|hang|hangs|hung
        deadlock|deadlocked|deadlocks|segfault|traceback|assertion|assert|failed|fails|mismatch|corrupt*|stale|not supported|unsupported
        timeout|timeouts|timed out|import failed|incorrect|explosion|exploded|diverged|leak|leaks|blocked|broken|breaks|breaking|shadow*
        lỗi|报错|错误|崩溃|显存不足|内存不足|死锁|오류|에러|메모리 부족|충돌""",
    "fix": """fixed by|fix by|resolved by|resolved with|solved by|solved with|fixed with|fixed via|worked around|workaround is|patched by
        resolved the|resolves the|fixed the|fixes the|eliminated the|fix is|fix was|cured by|avoided by|mitigated by|prevented by
        đã sửa|khắc phục bằng|修复|解决|해결""",
}
_LONGEST_LABEL_WORDS = 4
_MOST_LINES = 8
_FIX_CLAUSE = re.compile(
    r"\b(?:(?:fixed|fix|resolved|solved|patched|mitigated|avoided|cured|prevented|worked around)(?:\s+\([^)]*\))?(?:\s+(?:by|with|via|using)|:)"
    r"|workaround(?: is|:)|solution(?: is|:)|(?:the )?fix (?:is|was)(?: to)?)\s+",
    re.I,
)
_FIXED_OBJECT = re.compile(
    r"^(?:[-\W]*)(?:fixed|fixes|resolved|solved|cured|patched)\s+(?P<symptom>.{4,160}?)\s+(?:by|with|via|using)\s+(?P<fix>.{3,})",
    re.I,
)
_SILENT = frozenset({SectionRole.OBJECTIVE, SectionRole.QUESTIONS, SectionRole.PLAN, SectionRole.FILES})


@dataclass(slots=True)
class _Group:
    """The labelled parts of one problem while they are being collected."""

    title: str
    depth: int
    first: int
    last: int
    parts: dict[str, str] = field(default_factory=dict)

    def is_problem(self) -> bool:
        told = [part for part in ("symptom", "cause", "fix") if self.parts.get(part)]
        return len(told) > 1 or (told in (["cause"], ["fix"]) and bool(self.title))


def facts(context: Context) -> Iterator[Fact]:
    """Yield the errors of a section."""
    if context.role in _SILENT:
        return
    found = list(passages(context))
    labelled: set[Lines] = set()
    for group in _groups(context, found):
        if group.is_problem():
            labelled.add((group.first, group.last))
            yield _of_group(context, group)
    for passage in found:
        if not any(first <= passage.block.lines[0] <= last for first, last in labelled):
            yield from _told(context, passage)


def part_of(label: str) -> str:
    """`symptom`, `cause` or `fix` where a label (`Root cause`, `Fix 2`) or a column's heading names one, else empty."""
    words = label.strip(" *_:").lower().split()
    if not words or len(words) > _LONGEST_LABEL_WORDS:
        return ""
    cues = _labels().find(label)
    return cues[-1].label if cues and (cues[0].first == 0 or cues[-1].last == len(words) - 1) else ""


def _groups(context: Context, found: list[Passage]) -> Iterator[_Group]:
    """Collect labelled parts that stand together: below one heading, or nested in one item."""
    title = context.section.title
    heading_line = context.section.headings[-1].lines[0] if context.section.headings else 0
    group: _Group | None = None
    for index, passage in enumerate(found):
        part = part_of(passage.label) if passage.label else ""
        if not part:
            parent = passage
            if passage.nested and any(part_of(inner.label) for inner in _inside(found, index)):
                if group:
                    yield group
                first, last = parent.block.lines
                group = _Group(parent.text.rstrip(":："), passage.block.depth + 1, first, last)
            elif group and passage.block.depth < group.depth:
                yield group
                group = None
            continue
        if (
            group is None
            or passage.block.depth < group.depth
            or (part == "symptom" and ("symptom" in group.parts or group.parts))
        ):
            if group:
                yield group
            first, last = passage.block.lines
            from_heading = heading_line and first - heading_line <= 2 and context.role is SectionRole.PROBLEMS
            group = _Group(
                title if context.role is SectionRole.PROBLEMS else "",
                passage.block.depth,
                heading_line if from_heading else first,
                last,
            )
        if part not in group.parts and (passage.body or passage.nested):
            text = passage.body or passage.gathered()[0].partition(":")[2].strip()
            if not is_placeholder(text):
                group.parts[part] = text
                group.last = passage.block.lines[1]
    if group:
        yield group


def _inside(found: list[Passage], index: int) -> Iterator[Passage]:
    depth = found[index].block.depth
    for passage in found[index + 1 :]:
        if passage.block.depth <= depth:
            return
        yield passage


def _of_group(context: Context, group: _Group) -> Fact:
    symptom = group.parts.get("symptom") or group.title or group.parts.get("cause", "")
    cause = group.parts.get("cause") or stated_reason(symptom)
    lines = group.first, min(group.last, group.first + _MOST_LINES - 1)
    return _fact(context, lines, "problems.labelled", symptom, cause, group.parts.get("fix", ""))


def _told(context: Context, passage: Passage) -> Iterator[Fact]:
    """An error that one passage tells with its cause or its fix."""
    cues = _errors().find(passage.text)
    if not any(cue.label == "error" for cue in cues):
        return
    solved = _FIXED_OBJECT.search(passage.text)
    if solved:
        yield _fact(context, passage.block.lines, "problems.solved", solved["symptom"], "", solved["fix"].rstrip("."))
        return
    for index, sentence in enumerate(passage.sentences()):
        if not any(cue.label == "error" for cue in _errors().find(sentence.text)):
            continue
        following = " ".join(after.text for after in passage.sentences()[index + 1 :][:2])
        cause = stated_reason(sentence.text) or stated_reason(following)
        fix = _fix_in(sentence.text) or _fix_in(following)
        if (cause and context.role is not SectionRole.FAILED) or fix:
            yield _fact(context, passage.lines_of(sentence), "problems.words", _symptom(sentence.text), cause, fix)
            return


def _fix_in(text: str) -> str:
    match = _FIX_CLAUSE.search(text)
    return text[match.end() :].split(". ")[0].rstrip(".") if match else ""


def _symptom(text: str) -> str:
    """The part of the sentence before its cause or fix."""
    match = _FIX_CLAUSE.search(text)
    text = text[: match.start()] if match else text
    reason = stated_reason(text)
    head = text.split(reason)[0] if reason else text
    return (
        re.sub(r"\s+(?:because(?: of)?|due to|owing to|caused by|since|as)\s*$", "", head.strip(), flags=re.I).rstrip(
            " .,;:—-"
        )
        or text.strip()
    )


@lru_cache(maxsize=1)
def _labels() -> Lexicon:
    return Lexicon(PART_LABELS)


@lru_cache(maxsize=1)
def _errors() -> Lexicon:
    return Lexicon(ERROR_PHRASES)


def _fact(context: Context, lines: Lines, rule: str, symptom: str, cause: str, fix: str) -> Fact:
    return Fact(Kind.ERROR, lines, rule, text=symptom, symptom=symptom, cause=cause, fix=fix, section=context.path)
