"""Whether a sentence tells of something that worked or did not, by its words."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.extract.lexicon import Cue, Lexicon, is_dense, words_of
from bot.extract.statements.outcome_words import OUTCOME_PHRASES
from bot.extract.values.compared_figures import figure_signs, may_compare

_SUBORDINATE = ("though", "because")
_LONGEST = 1500  # letters of a sentence; what is longer is no sentence
_NEAR = 7  # words between a cue and the word that turns it round
_CLOSE = 3  # words between `fixed` and `the failing test`
_TOPIC = 2  # words between `the` and `slowdown`
_BESIDE = 6  # words between `reduced` and `memory`
_LINK = re.compile(r"https?://[^\s`]+")
_VERDICT = r"(?:keep|kept|passe?[ds]?|success|accepted|rejected|(?:discard|revert|crash|fail)(?:ed)?|failure|timeout)"
_OUTCOMES_LISTED = re.compile(
    rf"\b{_VERDICT}(?:, {_VERDICT})*,? or {_VERDICT}\b|\b{_VERDICT}(?: ?[/|] ?{_VERDICT})+\b", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b\d+ (?:finished|completed|succeeded|passed|kept), \d+ (?:failed|crashed|killed|discarded|reverted)\b", re.IGNORECASE
)
_QUOTED = re.compile(r'"[^"\s]+(?: [^"\s]+){1,3}"')  # `"not exist" is the answer`: an output, no verdict
_MENDED = re.compile(  # `Fixed scheduler bug`, but not `with a fixed seed`
    r"\bfixed (?:[\w-]+ ){0,2}(?:bugs?|issues?|leaks?|crash(?:es)?|nans?|oom|errors?|slowdowns?|overflows?|typos?)\b",
    re.IGNORECASE,
)
_ARROW = re.compile(r"\s*(?:→|->)\s*")
_IDENTIFIER = re.compile(r"\b[a-z]\w*_\w+")  # `repetition_penalty=1.3` tells of no penalty
_TELLING_CODE = re.compile(r"[A-Z_ ]+|[\w.]*(?:Error|Exception|OOM|NaN)")
_MARK = re.compile(r"([();,])")
_MARK_OF_MAIN = re.compile(r"([();])")  # a comma ends nothing but a subordinate clause
_PARTING = ("but", "though", "because")
_SIGNS = {"good": 1, "done": 1, "bad": -1, "trouble": -1}
_AMOUNTS = ("up", "down", "undo")
_AMOUNTING = ("cost", "gain")
_TELLING = frozenset({*_SIGNS, *_AMOUNTS, "deed"})  # labels without which nothing is told


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(OUTCOME_PHRASES)


@lru_cache(maxsize=1)
def _telling_anchors() -> frozenset[str]:
    return _lexicon().anchors_of(*_TELLING)


def may_lean(text: str, words: list[str]) -> bool:
    """Whether one of the sentences of `text`, whose words are `words`, may lean to a side: false is certain.

    A text of a script without spaces may always.
    """
    return not _telling_anchors().isdisjoint(words) or may_compare(text)


def lean_of(text: str) -> int:
    """Which way `text` (a sentence on one line) leans: 1 it tells something good, -1 something bad, 0 neither or both.

    Names in code spans and links do not count, unless they are verdicts or errors (`VERIFIED_OOM`, `TypeError`).
    """
    if len(text) > _LONGEST:
        return 0
    text = _without_names(text)
    if (came_of_it := _behind_arrow(text)) and (lean := lean_of(came_of_it)):
        return lean
    words = words_of(text)
    numeric = figure_signs(text) if may_compare(text) else []
    if is_dense(text):
        cues = _lexicon().find(text)
    else:
        cues = [] if _telling_anchors().isdisjoint(words) else _lexicon().among(words)
    labels = {cue.label for cue in cues}
    if not _may_tell(labels):
        cues = []
    elif len(cues) > 1:
        cues = _with_marks(cues, text, labels)
    return _lean(_clauses(cues), numeric) if cues or numeric else 0


def _behind_arrow(text: str) -> str:
    """What came of a thing in words: `training diverged` of `no warm-up → training diverged`; empty for numbers."""
    if "→" not in text and "->" not in text:
        return ""
    behind = _ARROW.split(text)[-1]
    return behind if behind[:1].isalpha() else ""


def _lean(clauses: list[tuple[str, list[Cue]]], numeric: list[int]) -> int:
    """What the clauses and the numbers of a sentence tell together; what follows `but` decides."""
    signs = [(kind, sign) for kind, cues in clauses for sign in _signs(cues)]
    told = [sign for kind, sign in signs if kind not in _SUBORDINATE] + numeric
    if not told and signs and not any(cue.label == "maybe" for _, cues in clauses for cue in cues):
        told = [sign for _, sign in signs]
    decisive = [sign for kind, sign in signs if kind == "but"] or told
    return decisive[0] if decisive and decisive.count(decisive[0]) == len(decisive) else 0


def _without_names(text: str) -> str:
    """`text` with links and what stands in code marks blanked out, if it is neither a verdict nor an error."""
    if "http" in text:
        text = _LINK.sub(_blanks, text)
    if ("/" in text or "|" in text or " or " in text.lower()) and _OUTCOMES_LISTED.search(text):
        return ""  # `(kept, discarded, or crashed)` says what there may be
    if ("ed, " in text or "kept, " in text) and _COUNTED.search(text):
        return ""  # `39 runs (27 finished, 6 failed, 5 crashed)` says how many there were of each
    if "ixed " in text:
        text = _MENDED.sub("resolved", text)
    if text.count('"') > 1:
        text = _QUOTED.sub(_blanks, text)
    if "_" in text:
        text = _IDENTIFIER.sub(_blanks, text)
    if "`" not in text:
        return text
    parts = text.split("`")
    for index in range(1, len(parts) - 1, 2):
        if not _TELLING_CODE.fullmatch(parts[index]):
            parts[index] = " " * len(parts[index])
    return "`".join(parts)


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _may_tell(labels: set[str]) -> bool:
    """Whether cues with these labels can tell anything: some need others beside them."""
    if not labels.isdisjoint(_SIGNS):
        return True
    return ("deed" in labels and "not" in labels) or not (labels.isdisjoint(_AMOUNTS) or labels.isdisjoint(_AMOUNTING))


def _with_marks(cues: list[Cue], text: str, labels: set[str]) -> list[Cue]:
    """The cues with the marks between them; a mark has the number of the word behind it."""
    if not ("(" in text or ")" in text or ";" in text or "," in text):
        return cues
    parts = (_MARK_OF_MAIN if labels.isdisjoint(_SUBORDINATE) else _MARK).split(text)
    marks: list[Cue] = []
    number = 0
    for index in range(1, len(parts), 2):
        number += len(words_of(parts[index - 1]))
        marks.append(Cue(parts[index], number, number))
    return sorted([*marks, *cues], key=_place) if marks else cues


def _place(cue: Cue) -> int:
    return cue.first


def _clauses(cues: list[Cue]) -> list[tuple[str, list[Cue]]]:
    """Cut the cues at conjunctions, semicolons and the comma that ends a subordinate clause; each with its kind.

    The kinds are main, but, though and because. Brackets stay among the cues.
    """
    kind, clause = "main", list[Cue]()
    clauses = [(kind, clause)]
    last = -1
    marks = ""
    for cue in cues:
        label = cue.label
        if label in (",", ";"):
            marks += label if cue.first > last else ""
            continue
        if label in _PARTING or (marks and (";" in marks or kind in _SUBORDINATE)):
            if label in _PARTING:
                kind, clause = label, []
            else:
                kind, clause = "main" if "," in marks and kind in _SUBORDINATE else kind, [cue]
            clauses.append((kind, clause))
        else:
            clause.append(cue)
        last = cue.last if label not in "()" else -1
        marks = ""
    return clauses


def _signs(cues: list[Cue]) -> list[int]:
    """1 for each thing told that is good, -1 for each that is bad.

    More of this and less of that count only where nothing else is told: `a larger batch did not help`.
    """
    labels = [cue.label for cue in cues]
    if _TELLING.isdisjoint(labels) or labels.count("not") > 1:
        return []  # "cannot go below 5 without a loss" says neither
    told: list[int] = []
    amounts: list[int] = []
    for index, label in enumerate(labels):
        if label not in _TELLING:
            continue
        cue, before, after = cues[index], cues[:index], cues[index + 1 : index + 2]
        if label == "deed":
            if _is_denied(cue, before):
                told.append(-1)
            continue
        sign = _SIGNS.get(label) or _direction(cue, cues)
        if (
            not sign
            or _is_supposed(cue, cues if cue.dense else before)
            or (cue.label == "good" and _is_taken_back(cue, after))
        ):
            continue
        (amounts if cue.label in ("up", "down") else told).append(_turned(sign, cue, before, after))
    return told or amounts


def _is_denied(cue: Cue, before: list[Cue]) -> bool:
    return any(other.label == "not" and cue.first - other.last <= _CLOSE for other in before[-2:])


def _is_taken_back(cue: Cue, after: list[Cue]) -> bool:
    """Whether the next words take it back: `the gain is negligible`, `improvements don't add up`."""
    gap = after[0].first - cue.last if after else _CLOSE + 1
    return gap <= _CLOSE and (after[0].label == "bad" or (after[0].label == "not" and gap < _CLOSE))


def _direction(cue: Cue, cues: list[Cue]) -> int:
    beside = [other for other in cues if other.label in _AMOUNTING and _distance(cue, other) <= _BESIDE]
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
        if other.label in ("(", ")") or cue.first - other.last > _NEAR:
            break
        if other.label == "not" or (cue.label == "trouble" and other.label in ("done", "undo", "avert", "down")):
            return -sign
        if cue.label == "bad" and (other.label == "avert" or (other.label == "done" and cue.first - other.last <= _CLOSE)):
            return -sign
    return sign
