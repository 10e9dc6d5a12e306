"""What a model may not write, whatever it says: markup, links, mentions, hidden signs, placeholders, talk about itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.propose.sanitising import inline, visible
from bot.secrets.redaction import redacted
from bot.writer.checks.claim import Claim, stands
from bot.writer.task import FORMS, Part

_PLACEHOLDER = re.compile(
    r"\{[^{}]*\}|\b(?:TODO|TBD|FIXME|XXX|N/A)\b|\blorem ipsum\b|<[A-Za-z][^<>]{0,40}>|\.\.\.|…|\[(?:insert|your)\b",
    re.I,
)
_ADDRESS = re.compile(r"\w+://|\bwww\.|\bmailto:|\]\(|\bdata:[a-z]+/", re.I)
_MENTION = re.compile(r"(?<![\w/.+-])@\w")
_ISSUE = re.compile(r"(?<![\w&])#\d|\bGH-\d", re.I)
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_RULE = re.compile(r"-{3,}|={3,}|~{2,}|`{2,}|\$|\|")
_CHAT = re.compile(
    r"\b(?:as an? (?:ai|language model|assistant)|i (?:cannot|can't|am unable|will|have)"
    r"|(?:ignore|disregard|forget) (?:all|any|the|previous|prior|above|your)"
    r"|(?:system|previous|above) (?:prompt|instructions?)|language model|chatgpt|here (?:is|are) the)\b",
    re.I,
)
_POINTING = re.compile(r"^(?:it|this|that|these|those|they|the above|the report|the facts?|the data)\b", re.I)
_USE_WHEN = re.compile(r"^\W*(?:do not )?use (?:this|when)\b", re.I)
_FEWEST_WORDS = 3


def forbidden(claim: Claim) -> Iterator[str]:
    """Yield a complaint for each construct that is not accepted in the text."""
    yield from _hidden(claim)
    yield from _active(claim)
    yield from _form(claim)


def _hidden(claim: Claim) -> Iterator[str]:
    text = claim.text
    if visible(text) != text:
        yield "it holds control characters or other invisible ones"
    elif "\n" in text:
        yield "it is longer than one line"
    for sign in sorted({sign for sign in text if unicodedata.category(sign) in ("So", "Cf", "Co", "Cn")}):
        if sign not in claim.told:
            yield f"it holds the sign U+{ord(sign):04X}; write plain text"
    if redacted(text) != text:
        yield "it holds what looks like a key or a password"


def _active(claim: Claim) -> Iterator[str]:
    prose = claim.prose
    if _ADDRESS.search(claim.text):
        yield "it holds a link or an address"
    if _MENTION.search(prose):
        yield "it mentions somebody with @"
    if _ISSUE.search(prose):
        yield "it refers to an issue"
    if "<!--" in claim.text or re.search(r"</?[A-Za-z!]", prose):
        yield "it holds HTML"
    if any(not stands(span, claim.told) for span in _BRACKETS.findall(prose)):
        yield "it holds square brackets; citations are added for you"
    if any(mark not in claim.told for mark in _RULE.findall(prose)):
        yield "it holds markup: a table, a rule, a fence or a formula"
    if inline(claim.text) != claim.text:
        yield "it holds markup; only `code` and **bold** are accepted"


def _form(claim: Claim) -> Iterator[str]:
    text, form = claim.text, FORMS[claim.part]
    if len(text) > form.longest:
        yield f"it has {len(text)} characters; {form.longest} are accepted"
    if _PLACEHOLDER.search(claim.prose) and not all(stands(each, claim.told) for each in _PLACEHOLDER.findall(claim.prose)):
        yield "it holds a placeholder or an omission"
    ids = {item.id for item in claim.items}
    if any(word in ids and not stands(word, claim.reports) for word in re.findall(r"\bF\d+\b", text)):
        yield "it names facts by their ids; they belong in the list of facts only"
    if _CHAT.search(text) and not _CHAT.search(claim.told):
        yield "it talks about instructions or about itself"
    if _POINTING.match(text):
        yield "it opens with a word that points elsewhere; name what it is about"
    if _USE_WHEN.match(text) and claim.is_condition and claim.part is not Part.QUESTIONS:
        yield "it repeats the words that stand above it (`Use when`)"
    if text.count("`") % 2 or text.count("**") % 2 or text.count("(") != text.count(")"):
        yield "a mark or a bracket is opened and not closed"
    if len(re.findall(r"\w+", text)) < _FEWEST_WORDS:
        yield "it is too short to say anything"
