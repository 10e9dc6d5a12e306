"""Errors that a sentence tells, with the cause or the fix in the same breath."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.extract.context import Context, SectionRole
from bot.extract.lexicon import Lexicon
from bot.extract.statements.labelled_problems import part_of
from bot.extract.statements.passages import Passage
from bot.extract.statements.reasons import stated_reason
from bot.model.fact import Fact, Kind
from bot.model.report import Lines

ERROR_PHRASES = {
    "error": """error|errors|exception|crash|crashed|crashes|bug|bugs|oom|ooms|out of memory|outofmemory
        outofmemoryerror|outofmemoryexception|nan|nans|hang|hangs|hung|deadlock|deadlocked|deadlocks|segfault
        traceback|assertion|assert|failed|fails|mismatch|corrupt|corrupts|corrupted|corrupting|corruption|corruptions
        stale|not supported|unsupported|timeout|timeouts|timed out|import failed|incorrect|explosion|exploded|diverged
        leak|leaks|blocked|broken|breaks|breaking|shadow|shadows|shadowed|shadowing|lỗi|报错|错误|崩溃|显存不足
        内存不足|死锁|오류|에러|메모리 부족|충돌""",
}
_EXCEPTION = re.compile(r"\w(?:Error|Exception)\b")
_FIX_CLAUSE = re.compile(
    r"\b(?:(?:fixed|fix|resolved|solved|patched|mitigated|avoided|cured|prevented|worked around)(?:\s+\([^)]*\))?"
    r"(?:\s+(?:by|with|via|using)|:)"
    r"|workaround(?: is|:)|solution(?: is|:)|(?:the )?fix (?:is|was)(?: to)?)\s+"
    r"|(?:修复|解决|解决方案|解决方法|解决办法|해결|해결 방법|khắc phục)\s?[:：]\s*",
    re.I,
)
_CAUSE_WORDS = re.compile(
    r"\s+(?:because(?: of)?|due to|owing to|caused by|since|as)\s*$|^the (?:root |real |main )?cause (?:is|was)$", re.I
)
_EFFECT = re.compile(r",? (?:caus(?:ing|ed)|leading to|led to|resulting in|resulted in) (?P<effect>.{4,})", re.I)
_WORD = re.compile(r"\w")
_FIXED_OBJECT = re.compile(
    r"^(?:[-\W]*)(?:fixed|fixes|resolved|solved|cured|patched)\s+(?P<symptom>.{4,160}?)\s+(?:by|with|via|using)\s+(?P<fix>.{3,})",
    re.I,
)
_FEWEST_WORDS = 3
_SILENT = frozenset({SectionRole.OBJECTIVE, SectionRole.QUESTIONS, SectionRole.PLAN, SectionRole.FILES})


def facts(context: Context, passages: tuple[Passage, ...]) -> Iterator[Fact]:
    """Yield an error for each passage that tells of one with its cause or its fix."""
    if context.role in _SILENT:
        return
    anchors = _errors().anchors
    for passage in passages:
        if part_of(passage.label):
            continue
        told = list(_told(context, passage)) if passage.may_hold(anchors) or _names_exception(passage.text) else []
        yield from told or _fixed(context, passage)


def _fixed(context: Context, passage: Passage) -> Iterator[Fact]:
    """Among problems, whatever is fixed is one: `Loss is flat: the template lacks a token. Fixed by adding it.`"""
    solved = _FIX_CLAUSE.search(passage.text) if passage.role is SectionRole.PROBLEMS and not passage.inner else None
    symptom, _, cause = passage.text[: solved.start()].rstrip(" .,;:(—-").partition(": ") if solved else ("", "", "")
    if len(symptom.split()) >= _FEWEST_WORDS and "|" not in symptom:
        yield _fact(context, passage.block.lines, "problems.fixed", symptom, cause, _fix_in(passage.text))


def _told(context: Context, passage: Passage) -> Iterator[Fact]:
    """An error that one passage tells with its cause or its fix."""
    if not _tells_error(passage.text):
        return
    solved = _FIXED_OBJECT.match(passage.text)
    if solved:
        yield _fact(context, passage.block.lines, "problems.solved", solved["symptom"], "", solved["fix"].rstrip("."))
        return
    for index, sentence in enumerate(passage.sentences()):
        if not _tells_error(sentence.text):
            continue
        following = " ".join(after.text for after in passage.sentences()[index + 1 :][:2])
        cause = stated_reason(sentence.text) or stated_reason(following)
        fix = _fix_in(sentence.text) or _fix_in(following)
        if (cause and context.role is not SectionRole.FAILED) or fix:
            yield _fact(context, passage.lines_of(sentence), "problems.words", _symptom(sentence.text), cause, fix)
            return


def _tells_error(text: str) -> bool:
    return _names_exception(text) or bool(_errors().find(text))


def _names_exception(text: str) -> bool:
    return ("Error" in text or "Exception" in text) and _EXCEPTION.search(text) is not None


def _fix_in(text: str) -> str:
    match = _FIX_CLAUSE.search(text)
    return re.split(r"\. |。", text[match.end() :])[0].rstrip(".") if match else ""


def _symptom(text: str) -> str:
    """The part of the sentence before its cause or fix; what it led to, where the sentence opens with the cause."""
    match = _FIX_CLAUSE.search(text)
    text = text[: match.start()] if match else text
    reason = stated_reason(text)
    head = _CAUSE_WORDS.sub("", text.split(reason)[0].strip()) if reason else text
    if reason and not _WORD.search(head):
        effect = _EFFECT.search(text)
        head = effect["effect"] if effect else text
    return head.rstrip(" .,;:—-") or text.strip()


@lru_cache(maxsize=1)
def _errors() -> Lexicon:
    return Lexicon(ERROR_PHRASES)


def _fact(context: Context, lines: Lines, rule: str, symptom: str, cause: str, fix: str) -> Fact:
    return Fact(Kind.ERROR, lines, rule, text=symptom, symptom=symptom, cause=cause, fix=fix, section=context.path)
