"""Whether a sentence tells of something that worked or did not, by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.extract.lexicon import Cue, Lexicon
from bot.extract.outcome_words import OUTCOME_PHRASES

_SUBORDINATE = ("though", "because")
_LONGEST = 1500  # letters of a sentence; what is longer is no sentence
_NEAR = 7  # words between a cue and the word that turns it round
_CLOSE = 3  # words between `fixed` and `the failing test`
_TOPIC = 2  # words between `the` and `slowdown`
_BESIDE = 6  # words between `reduced` and `memory`
_CODE = re.compile(r"`([^`]*)`|https?://\S+")
_TELLING_CODE = re.compile(r"[A-Z_ ]+|[\w.]*(?:Error|Exception|OOM|NaN)")
_CHANGE = re.compile(
    r"(?:from\s+)?(?<![\d,.])(\d[\d,]{0,30}(?:\.\d{0,30})?)\s?([a-zA-Zµμ%][\w/%]{0,7})?\s{0,4}(?:→|->|\bto\b)"
    r"\s{0,4}(\d[\d,]{0,30}(?:\.\d{0,30})?)\s?([a-zA-Zµμ%][\w/%]{0,7})?"
)
_LOW_UNITS = frozenset(
    ["ns", "us", "µs", "μs", "ms", "s", "sec", "min", "h", "mb", "mib", "gb", "gib", "kb", "kib", "bytes", "ppl"]
)
_HIGH_UNITS = frozenset(
    ["tflops", "gflops", "tflop/s", "gflop/s", "tok/s", "tokens/s", "it/s", "tps", "gb/s", "tb/s", "samples/s", "%", "pass"]
)
_RATIO = re.compile(
    r"\d[x×]\s+(?:over|better|higher|more|reduction|improvement|gain|throughput|speed|context|batch|bandwidth)\b"
    r"|\+\d[\d.,]*\s?(?:tflops|gflops|tok/s|tokens/s|tps|pp|points)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether anything good or bad is told, and which way the sentence as a whole leans: 1 good, -1 bad, 0 neither."""

    good: bool
    bad: bool
    lean: int


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(OUTCOME_PHRASES)


@lru_cache(maxsize=4096)
def judge(text: str) -> Verdict:
    """Say what `text` (a sentence) tells: something good, something bad, both or neither.

    Names in code spans and links do not count, unless they are verdicts or errors (`VERIFIED_OOM`, `TypeError`).
    """
    if len(text) > _LONGEST:
        return Verdict(False, False, 0)
    text = _CODE.sub(_without_names, text)
    found = [*_lexicon().find(text), *(Cue("stop", 0, 0, at, at) for at, char in enumerate(text) if char in "()")]
    clauses = _clauses(text, sorted(found, key=lambda cue: cue.start))
    signs = [(kind, sign) for kind, cues in clauses for sign in _signs(cues)]
    signs.extend(("main", sign) for sign in (_change(text), 1 if _RATIO.search(text) else 0) if sign)
    told = [sign for kind, sign in signs if kind not in _SUBORDINATE]
    if not told and not any(cue.label == "maybe" for _, cues in clauses for cue in cues):
        told = [sign for _, sign in signs]
    turned = [sign for kind, sign in signs if kind == "but"]
    decisive = turned or told
    lean = decisive[0] if decisive and len(set(decisive)) == 1 else 0
    return Verdict(1 in told, -1 in told, lean)


def _without_names(match: re.Match[str]) -> str:
    telling = match[1] is not None and _TELLING_CODE.fullmatch(match[1])
    return match.group() if telling else " " * len(match.group())


def _change(text: str) -> int:
    """1 where an amount changes for the better (`608us → 350us`), -1 for the worse, 0 where the unit does not tell."""
    match = _CHANGE.search(text)
    unit = ((match[4] or match[2] or "") if match else "").lower()
    if match is None or unit not in _LOW_UNITS | _HIGH_UNITS:
        return 0
    before, after = (float(match[group].replace(",", "")) for group in (1, 3))
    if before == after:
        return 0
    return 1 if (after < before) == (unit in _LOW_UNITS) else -1


def _clauses(text: str, cues: list[Cue]) -> list[tuple[str, list[Cue]]]:
    """Cut the cues at conjunctions and semicolons; each clause with its kind: main, but, though, because."""
    clauses: list[tuple[str, list[Cue]]] = [("main", [])]
    end = 0
    for cue in cues:
        if cue.label in ("but", "though", "because"):
            clauses.append((cue.label, []))
        elif clauses[-1][0] in _SUBORDINATE and "," in text[end : cue.start]:
            clauses.append(("main", [cue]))
        elif ";" in text[end : cue.start]:
            clauses.append((clauses[-1][0], [cue]))
        else:
            clauses[-1][1].append(cue)
        end = cue.end
    return clauses


def _signs(cues: list[Cue]) -> list[int]:
    """1 for each thing told that is good, -1 for each that is bad.

    More of this and less of that count only where nothing else is told: `a larger batch did not help`.
    """
    if sum(cue.label == "not" for cue in cues) > 1:
        return []  # "cannot go below 5 without a loss" says neither
    told: list[int] = []
    amounts: list[int] = []
    for index, cue in enumerate(cues):
        before, after = cues[:index], cues[index + 1 : index + 2]
        sign = _sign(cue, cues)
        if cue.label == "deed" and _is_denied(cue, before):
            told.append(-1)
        elif (
            sign
            and not _is_supposed(cue, cues if cue.dense else before)
            and not (cue.label == "good" and _is_taken_back(cue, after))
        ):
            (amounts if cue.label in ("up", "down") else told).append(_turned(sign, cue, before, after))
    return told or amounts


def _sign(cue: Cue, cues: list[Cue]) -> int:
    if cue.label in ("good", "done"):
        return 1
    if cue.label in ("bad", "trouble"):
        return -1
    return _direction(cue, cues) if cue.label in ("up", "down", "undo") else 0


def _is_denied(cue: Cue, before: list[Cue]) -> bool:
    return any(other.label == "not" and cue.first - other.last <= _CLOSE for other in before[-2:])


def _is_taken_back(cue: Cue, after: list[Cue]) -> bool:
    """Whether the next words take it back: `the gain is negligible`, `improvements don't add up`."""
    return bool(after) and after[0].label in ("bad", "not") and after[0].first - cue.last <= _CLOSE


def _direction(cue: Cue, cues: list[Cue]) -> int:
    beside = [other for other in cues if other.label in ("cost", "gain") and _distance(cue, other) <= _BESIDE]
    if not beside:
        return 0
    nearest = min(beside, key=lambda other: _distance(cue, other))
    if cue.label == "undo":
        return 1 if nearest.label == "cost" and nearest.first > cue.last else 0
    return 1 if (cue.label == "down") == (nearest.label == "cost") else -1


def _distance(one: Cue, other: Cue) -> int:
    return max(other.first - one.last, one.first - other.last)


def _is_supposed(cue: Cue, before: list[Cue]) -> bool:
    """Whether the clause only supposes it (`would improve`, `to improve`) or only speaks of it (`the slowdown`).

    In Korean and Chinese the word that supposes may follow the cue.
    """
    for other in before:
        gap = cue.first - other.last
        if other.label == "maybe" or (other.label == "aim" and gap == 1):
            return True
        if other.label == "topic" and cue.label == "trouble" and 0 < gap <= _TOPIC:
            return True
    return False


def _turned(sign: int, cue: Cue, before: list[Cue], after: list[Cue]) -> int:
    """The sign, turned round by `not` or `fixed` before the cue, or by `dropped` behind a trouble."""
    if cue.label == "trouble" and after and after[0].label == "down" and after[0].first - cue.last <= _CLOSE:
        return -sign
    for other in reversed(before):
        if other.label == "stop" or cue.first - other.last > _NEAR:
            break
        if other.label == "not" or (cue.label == "trouble" and other.label in ("done", "undo", "avert", "down")):
            return -sign
        if other.label in ("done", "avert") and cue.label == "bad" and cue.first - other.last <= _CLOSE:
            return -sign
    return sign
