"""Why something happened: the clause of a statement, or of what follows it, that gives the reason."""

from __future__ import annotations

import re

_BECAUSE = re.compile(
    r"(?:\b(?:because of|because|due to|owing to|caused by|thanks to|as a result of|given that|on account of|stem(?:s|med) from"
    r"|attributable to|the reason (?:is|was)(?: that)?|blamed on|as it|as they|blocked by|limited by|bound by|hit by"
    r"|bởi vì|nguyên nhân(?: là)?|do thiếu|vì)\b"
    r"|(?<!\w)since (?!(?:the )?(?:\d|last|then|yesterday|january|february|march|april|may|june|july|august|september|october|november|december))"
    r"|因为|由于|因為|由於|原因是|原因[:：])\s*",
    re.I,
)
_AFTERWARDS = re.compile(r"\s*(?:때문에|로 인해|으로 인해|로 인한|탓에|导致|造成|使得)")
_RESULT = re.compile(
    r"\s+(?:caus(?:es|ed|ing)|led to|leads? to|results? in|resulted in|triggered|broke|gave|made|makes|gây ra|dẫn đến)\s+",
    re.I,
)
_END = re.compile(r"[;。；]|\s[—–]\s|\s--\s|,\s+(?:so|but|which means|therefore|and (?:so|therefore|thus))\b|\.\s*$")
_DASH = re.compile(r"\s(?:—|–|--|->|→)\s")
_BRACKET = re.compile(r"[(（]([^()（）]{3,160})[)）]")
_AMOUNT = re.compile(
    r"[\s+\-−~≈<>≤≥±]*[\d.,]+\s*(?:[%x×]|[a-zA-Z/µ]{1,9})?(?:\s*(?:vs\.?|to|→|->|,|/)\s*[\d.,~]+\s*[a-zA-Z%/µ]{0,9})*\s*"
)
_WORDS = re.compile(r"[^\W\d_]{2,}|[\u2e80-\uffdc]")
_LEAST_WORDS = 2


def stated_reason(text: str) -> str:
    """Return the clause that `text` names as a reason (`because ...`, `due to ...`, `X caused Y`), empty if it names none."""
    match = _BECAUSE.search(text)
    if match:
        return _clause(text[match.end() :])
    match = _AFTERWARDS.search(text)
    if match:
        return text[: match.start()].split("。")[-1].split(". ")[-1].strip(" ,")
    return ""


def reason_of(statement: str, rest: str = "") -> str:
    """Return why what `statement` tells happened, empty where nothing says so.

    A stated reason comes first, in the statement and then in `rest` (the sentences behind it); then what a dash adds, then
    the sentence that follows, then brackets that hold words, then what is said to have caused it.
    """
    return (
        stated_reason(statement)
        or _behind_dash(statement)
        or stated_reason(rest)
        or _explanation(rest)
        or bracketed(statement)
        or _behind_label(statement)
        or _causing(statement)
    )


def bracketed(text: str) -> str:
    """Return the first words in brackets; a bare amount (`(+3.1 ms)`) is no reason."""
    for match in _BRACKET.finditer(text):
        if not _AMOUNT.fullmatch(match[1]) and _WORDS.search(match[1]):
            return match[1].strip()
    return ""


def _clause(text: str) -> str:
    end = _END.search(text)
    return (text[: end.start()] if end else text).strip().rstrip(".,;:")


def _behind_dash(text: str) -> str:
    match = _DASH.search(text)
    return _worded(text[match.end() :].rstrip(".")) if match else ""


def _explanation(rest: str) -> str:
    from bot.extract.sentences import split_sentences

    for sentence in split_sentences(rest):
        if _worded(sentence.text):
            return sentence.text.rstrip()
    return ""


def _behind_label(text: str) -> str:
    label, colon, body = text.partition(": ")
    return _worded(body.rstrip(".")) if colon and "`" not in label else ""


def _causing(text: str) -> str:
    match = _RESULT.search(text)
    return _worded(text[: match.start()]) if match else ""


def _worded(text: str) -> str:
    """`text` if it holds enough words to explain something, else nothing."""
    return text.strip() if len(_WORDS.findall(text)) > _LEAST_WORDS else ""
