"""Why something happened: the clause of a statement, or of what follows it, that gives the reason."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.extract.lexicon import words_of
from bot.extract.sentences import split_sentences
from bot.extract.statements.wording import lean_of
from bot.extract.word_sets import word_set

_BECAUSE = re.compile(
    r"(?:\b(?:because(?: of)?|due to|owing to|caused by|thanks to|as a result of|given that|on account of"
    r"|stem(?:s|med) from|attributable to"
    r"|the (?:fundamental|real|root|main|underlying)? ?(?:reason|issue|problem|cause) (?:is|was)(?: that)?"
    r"|blamed on|blocked by|limited by|bound by|hit by|bởi vì|nguyên nhân(?: là)?|do thiếu|vì)\b"
    r"|(?:\bsince|, as) (?!the (?:last|first|previous)\b)"
    r"(?=(?:the|it|they|we|this|that|there|all|each|both|no|only|most|every)\b)"
    r"|因为|由于|因為|由於|原因是|原因[:：])\s*",
    re.I,
)
_LABELLED = re.compile(
    r"(?:^|[.;]\s+)(?:(?:key|main|likely|root|reject|rejection)\s)?(?:reasons?|cause|diagnosis|explanation):\s+", re.I
)
_REASONING = word_set(
    """because due owing caused thanks result given account stems stemmed attributable reason issue problem cause blamed
    blocked limited bound hit since as"""
)  # without one of these an ASCII text holds no phrase of the pattern
_AFTERWARDS = re.compile(r"\s*(?:때문에|로 인해|으로 인해|로 인한|탓에|导致|造成|使得)")
_IS_WHY = re.compile(r"(?:^|[，,。；]\s*)(?:这|那)?是([^，,。；]{2,60}?)的(?:原因|缘故)")
_FIX = re.compile(
    r"(?:fix(?:ed)?|solved|resolved|solution|workaround|mitigat(?:ed|ion))(?: by| with)?:"
    r"|.*\b(?:repairs|fixe[sd]|solve[sd]|cure[sd]|restore[sd]) (?:it|this|that)\b",
    re.I | re.S,
)
_TAKES_UP = re.compile(r"(?:This|That|These|Those|It|Its|They|Their|The|Each|Every|Both|All)\s", re.I)
_CONSEQUENCE = re.compile(
    r"^\w+\s(?:\w+\s)?(?:results?|leads?|means|mean|implies|causes|makes|gives|shows|indicates|suggests)\b"
    r"|\b(?:should|must|need to|needs to|fixed|solved|resolved|reverted|so)\b",
    re.I,
)
_RESULT = re.compile(
    r"(?<!\bwhen)(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)\s+"
    r"(?:caus(?:es|ed|ing)|leads? to|led to|results? in|resulted in|triggered|broke|gave|gây ra|dẫn đến)\s+",
    re.I,
)
_SO = re.compile(r",\s+(?:so|therefore|thus|hence|and so|which is why)\b")
_WHEN = re.compile(r"\b(?=(?:when|without|unless|once|under)\s)")
_BUT = re.compile(r"\bbut\s+")
_END = re.compile(r"[;。；]|\s[—–]\s|\s--\s|,\s+(?:so|but|which means|therefore|and (?:so|therefore|thus))\b|\.\s*$")
_DASH = re.compile(r"\s(?:—|–|--|->|→)\s(?![~+\-−]?\d)")
_BRACKET = re.compile(r"[(（]([^()（）]{3,160})[)）]")
_AMOUNT = re.compile(r"[\s+\-−~≈<>≤≥±]*[\d.,]+\s*(?:[%x×]|[a-zA-Z/µ]{1,9})?")
_COMPARED = re.compile(
    r"(?:worse|better|lower|higher|slower|faster|more|less) than\b|(?:down|up) from\b|vs\b|compared (?:to|with)\b", re.I
)
_CONDITION = re.compile(r"(?:from|with|for|at|in|on|of|over|across|see|e\.g\.|i\.e\.)\s", re.I)
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_VERDICT = re.compile(
    r"(?:reverted|revert|failed|fail|kept|keep|abandoned|rejected|baseline|wip|oom|optional|recommended)", re.I
)
_CLOSING = (")", ").", ")!", "）", "）。")  # brackets within a sentence describe what stands before them
_FREE_NUMBER = re.compile(r"(?<![\w.`])[-+~]?\d[\d.,]*(?:[%x×]|\b)")
_WORDS = re.compile(r"[A-Za-z]{2,}")
_LEAST_WORDS = 3
_LONGEST = 1500


def reason_of(statement: str, rest: str = "", *, names_attempt: bool = False, is_told_next: bool = True) -> str:
    """Return why what `statement` tells happened, empty where nothing says so. `rest` are the sentences behind it.

    A stated reason comes first, then what a dash adds, then what `so` follows from; then a reason stated in `rest`. Where
    `names_attempt`, a statement has the form `attempt: explanation`, and explains itself unless it holds a measurement,
    which the next sentence explains. Elsewhere (not `is_told_next`) the next sentence must take up what was told (`This is
    inherent to the rule`) to explain it. Brackets that hold words, and what is said to have caused it, come last.
    """
    statement, rest = statement[:_LONGEST], rest[:_LONGEST]
    label, _, body = statement.partition(": ")
    told = _worded(body.rstrip(".")) if names_attempt and "`" not in label else ""
    return (
        stated_reason(statement)
        or _behind_dash(statement)
        or _before_so(statement)
        or _stated_in(rest)
        or (told if not _FREE_NUMBER.search(told) else "")
        or _explanation(rest, is_told_next)
        or obstacle(statement)
        or (_worded(bracketed(statement)) if statement.endswith(_CLOSING) else "")
        or told
        or _causing(statement)
        or _behind(_WHEN, statement)
    )


def stated_reason(text: str) -> str:
    """Return the clause that `text` names as a reason (`because ...`, `due to ...`), empty if it names none."""
    if labelled := _LABELLED.search(text) if ":" in text else None:
        return _clause(text[labelled.end() :])
    is_ascii = text.isascii()
    match = None if is_ascii and _REASONING.isdisjoint(words_of(text)) else _BECAUSE.search(text)
    if match:
        return _clause(text[match.end() :])
    if not is_ascii and (told := _IS_WHY.search(text)):
        return told[1].strip()
    match = None if is_ascii else _AFTERWARDS.search(text)
    if match:
        return text[: match.start()].split("。")[-1].split(". ")[-1].strip(" ,")
    return ""


def bracketed(text: str) -> str:
    """Return the first words in brackets; a bare amount (`(+3.1 ms)`) or verdict is no reason."""
    for match in _BRACKET.finditer(text):
        if text.count("(", 0, match.start()) > text.count(")", 0, match.start()):
            continue  # a bracket in brackets: `RuntimeError('Input type (float) ...')`
        inner = match[1].strip()
        is_figure = _COMPARED.match(inner) or _AMOUNT.fullmatch(inner) or " vs " in inner or _CONDITION.match(inner)
        if not is_figure and not _VERDICT.fullmatch(inner) and _worded(inner, 1):
            return inner
    return ""


def obstacle(text: str) -> str:
    """Return what stands behind `but` in what was tried (`loaded but the head is missing`), unless it tells a success."""
    told = _behind(_BUT, text)
    return told if told and lean_of(told) <= 0 else ""


def _clause(text: str) -> str:
    end = _END.search(text)
    return (text[: end.start()] if end else text).strip().rstrip(".,;:")


def _behind(mark: re.Pattern[str], text: str) -> str:
    match = mark.search(text)
    return _worded(text[match.end() :].rstrip(".")) if match else ""


def _behind_dash(text: str) -> str:
    """What a dash adds; between two dashes stands an aside, and a dash in brackets belongs to them: neither is a reason."""
    dashes = list(_DASH.finditer(_IN_BRACKETS.sub(_blanks, text)))
    return _worded(text[dashes[0].end() :].rstrip(".")) if len(dashes) == 1 else ""


def _blanks(match: re.Match[str]) -> str:
    return "x" * len(match[0])


def _before_so(text: str) -> str:
    match = _SO.search(text)
    return _worded(text[: match.start()]) if match else ""


def _stated_in(rest: str) -> str:
    for sentence in split_sentences(rest):
        reason = stated_reason(sentence.text)
        if reason:
            explanation = _behind(_DASH, sentence.text)
            return explanation if reason in explanation else reason
    return ""


def _explanation(rest: str, is_told_next: bool) -> str:
    """The next sentence that has words enough, but not one that says how it was mended."""
    told = (sentence.text for sentence in split_sentences(rest))
    explains = (text for text in told if _worded(text) and not _FIX.match(text) and not text.endswith((":", "：")))
    return next((text for text in explains if is_told_next or _takes_up(text)), "")


def _takes_up(text: str) -> bool:
    """Whether a sentence goes on about what the one before told, and neither what came of it nor what to do about it."""
    return _TAKES_UP.match(text) is not None and _CONSEQUENCE.search(text) is None


def _causing(text: str) -> str:
    match = _RESULT.search(text)
    return _worded(text[: match.start()]) if match else ""


def _worded(text: str, least: int = _LEAST_WORDS) -> str:
    """`text` if it holds enough words to explain something, else nothing."""
    words = _WORDS if text.isascii() else _words_of_any_script()
    return text.strip() if len(words.findall(text)) >= least else ""


@lru_cache(maxsize=1)
def _words_of_any_script() -> re.Pattern[str]:
    """Words, and letters of scripts without spaces: a pattern that takes a millisecond to compile."""
    return re.compile(r"[^\W\d_]{2,}|[\u2e80-\uffdc]")
