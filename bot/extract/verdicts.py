"""Verdicts in a word or two, as table cells and labels give them: keep or revert, pass or fail."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.extract.lexicon import split_phrases, words_of
from bot.extract.marks import BAD, GOOD

_GOOD = """keep|kept|pass|passed|passes|ok|success|successful|succeeded|accept|accepted|works|worked|yes|win|adopted
    merged|effective|improved|promoted|correct|fully effective|thành công|đạt
    成功|通过|有效|保留|采用|성공|통과|채택|유지"""
_BAD = """died|revert|reverted|fail|failed|fails|oom|out of memory|crash|crashed|reject|rejected|discard|discarded|abandoned
    timeout|timed out|broken|nan|diverged|error|regressed|ineffective|worse|dropped|loss|unstable|not supported|slower|no
    thất bại|失败|无效|放弃|回退|报错|显存不足|실패|폐기|기각|되돌림|메모리 부족"""
_ALONE = """no|yes|loss|error|worse|slower|dropped|win|works|correct"""  # verdicts only where they are all that is said
_DECIDING = """keep|kept|revert|reverted|reject|rejected|ineffective|effective|fully effective"""
_SELF_EXPLAINING = "oom|out of memory|timeout|timed out|nan|diverged|显存不足|메모리 부족"
_HEADERS = """state|verdict|result|results|status|outcome|decision|conclusion|kept|keep?|keep|worked?|pass|pass?
    kết quả|trạng thái|结果|状态|结论|是否保留|결과|상태|판정|결론"""
_MARKS = {**dict.fromkeys(GOOD, "good"), **dict.fromkeys(BAD, "bad")}
_OPENING = 160  # letters of a cell that may hold its verdict
_MOST_WORDS = 3
_UNTRIED = re.compile(r"(?:not|never) (?:yet )?(?:attempted|tried|tested|run|implemented)\b|skipped\b", re.I)


_SIGNS = {**dict.fromkeys(split_phrases(_GOOD), "good"), **dict.fromkeys(split_phrases(_BAD), "bad")}
_STANDING_ALONE = frozenset(split_phrases(_ALONE))
_DECISIONS = frozenset(split_phrases(_DECIDING))
_REASONS = frozenset(split_phrases(_SELF_EXPLAINING))
VERDICT_HEADERS = frozenset(split_phrases(_HEADERS))
"""Headings of columns, and labels, that announce a verdict."""


def verdict_of(text: str) -> str:
    """`good` or `bad` where `text` opens with a verdict (`KEEP (+3%)`, `VERIFIED_OOM`, a check mark), else empty."""
    return "" if text[:1].isdigit() else _verdict(text[:_OPENING])


@lru_cache(maxsize=4096)
def _verdict(text: str) -> str:
    words = _words(text)
    for size in range(min(_MOST_WORDS, len(words)), 0, -1):
        phrase = " ".join(words[:size])
        if phrase in _SIGNS and (phrase not in _STANDING_ALONE or len(words) == 1):
            return _SIGNS[phrase]
    return _MARKS.get(text.strip()[:1], "")


def is_decision(text: str) -> bool:
    """Whether `text` opens with a word that only tells what was kept and what was not."""
    words = _words(text)
    return any(" ".join(words[:size]) in _DECISIONS for size in (1, 2))


def is_untried(text: str) -> bool:
    """Whether `text` opens by saying that nobody tried it: `Not attempted (the automatic choice is best)`."""
    return _UNTRIED.match(text) is not None


def is_self_explaining(text: str) -> bool:
    """Whether the verdict is a reason too (`OOM`, `timeout`)."""
    return " ".join(_words(text)) in _REASONS


def _words(text: str) -> list[str]:
    words = words_of(text[:_OPENING])
    return words[1:] if words[:1] == ["verified"] else words
