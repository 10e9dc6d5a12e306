"""The shape of a value: empty, a verdict, a switch, a path, a plain number."""

from __future__ import annotations

import re
import string

from bot.extract import marks

# These patterns are for text in lower case: to ignore the case costs twice, when they are compiled and when they match.
_EMPTY = re.compile(
    r"(?:n/?a|tbd|tba|todo|null|unknown|pending|not (?:measured|tested|run|available|applicable)|"
    r"待定|待补充|待测|无|없음|미정|[-–—‐−.…_?*/↑↓±+]+|"
    r"[{<\[][^\[\]{}<>\d]*[}>\]]\.{0,3}|to be .{1,40}|\(?(?:same|as above|ditto)\)?)?"
)
_VERDICT = re.compile(
    r"(?:(?:verified|status)[_ -])?(?:ok|pass(?:ed|es)?|fail(?:ed|s|ure)?|oom|out of memory|correct|incorrect|"
    r"success(?:ful)?|succeeded|"
    r"complete[d]?|crash(?:ed)?|timeout|timed out|nan|diverged|converged|stable|unstable|yes|no|match(?:es|ed)?|mismatch|"
    r"inconclusive|go|no-go|error|通过|失败|成功|完成|是|否|통과|실패|성공|완료|đạt|không đạt)"
)
_FULL_OPENINGS = frozenset(string.ascii_letters + string.digits) - frozenset("nNtTuUpPsSaAdD")
_VERDICT_OPENINGS = frozenset(
    {"ve", "st", "ok", "pa", "fa", "oo", "ou", "co", "in", "su", "cr", "ti", "na", "di", "un", "ye", "no", "ma", "mi", "go"}
    | {"er"}
)  # the first two letters of the verdicts that are written in ASCII

_SWITCHES = frozenset("true false yes no on off enabled disabled none y n 启用 禁用 开 关 사용 미사용 bật tắt".split())
_PATH = re.compile(
    r"(?:https?://|[~.]{0,2}/|[A-Za-z]:\\)\S+|[\w.@\-]+(?:/[\w.@{}*\-]+){2,}/?|[\w.@\-]+/(?:[\w.@{}*\-]+\.(?:py|sh|md|json|ya?ml|log|csv|pt|png))?|[\w\-]+\.(?:py|sh|md|json|ya?ml|log|csv|png|txt|cu|cuh|ipynb|html|pt|safetensors)"
)
_OPENS_SWITCHED = re.compile(r"(?:enabled|disabled|true|false|on|off)\b", re.IGNORECASE)
_IDENTIFIER = re.compile(r"(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{6,40}")
_LONGEST_VERDICT = 40
_SENTENCE_WIDTH = 16  # characters of a sentence in a script that puts no spaces
_SENTENCE_WORDS = 12


def is_empty(value: str) -> bool:
    """Say whether a value says nothing: blank, a dash, N/A, TBD, an unfilled placeholder."""
    if value[:1] in _FULL_OPENINGS:
        return False
    bare = value.replace("`", "").strip()
    return len(bare) <= 60 and _EMPTY.fullmatch(bare.lower()) is not None


def verdict(value: str) -> str:
    """Return the verdict that `value` opens with (`OOM`, `PASS`, `✓`), empty where it opens with none.

    Words may follow in brackets or behind a comma: `FAIL (2 of 8 shapes)`, `OK, autotuned`.
    """
    bare = value.replace("`", "").strip()
    if bare and bare[0] in marks.TELLING:
        return bare if len(bare) <= 3 else bare[0] if verdict_word(bare.lstrip(marks.TELLING)) == "" else bare
    return verdict_word(bare)


def verdict_word(bare: str) -> str:
    """Return the verdict word that `bare` is, or that it opens with before a bracket or a comma."""
    opening = bare[:2].lower()
    if opening.isascii() and opening not in _VERDICT_OPENINGS:
        return ""
    match = _VERDICT.match(bare[:_LONGEST_VERDICT].lower())
    if match is None:
        return ""
    after = bare[match.end() :].lstrip(marks.TELLING + ".!")
    return bare[: match.end()] if not after or after[0] in "(,;:—–[" or after.startswith("- ") else ""


def is_switch(value: str) -> bool:
    """Say whether a value turns something on or off: true, no, enabled."""
    return value.replace("`", "").strip().lower() in _SWITCHES


def opens_with_switch(value: str) -> bool:
    """Say whether a value opens by turning something on or off: `disabled for timing`."""
    return value[:1] in "`edtfoEDTFO \n\t" and _OPENS_SWITCHED.match(value.replace("`", "").strip()) is not None


def is_identifier(value: str) -> bool:
    """Say whether a value is the id of a run or a commit: letters and digits without meaning."""
    return _IDENTIFIER.fullmatch(value.replace("`", "").strip()) is not None


def is_path(value: str) -> bool:
    """Say whether a value is nothing but a path, a file name or a link."""
    return _PATH.fullmatch(value.replace("`", "").strip()) is not None


def is_sentence(value: str) -> bool:
    """Say whether a value is so long that it tells something rather than names it."""
    dense = sum(character >= "\u2e80" for character in value) if not value.isascii() else 0
    return value.count(" ") >= _SENTENCE_WORDS or dense >= _SENTENCE_WIDTH
