"""Headings that tell something themselves: a result (`Prefill (100/100 passed)`), an insight, an attempt that failed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from bot.extract.context import Context, SectionRole
from bot.extract.lexicon import words_of
from bot.extract.section_roles import label_of, label_role, named_outcome, plain_title, text_role
from bot.extract.sentences import one_line, split_sentences
from bot.extract.statements.labelled_problems import part_of
from bot.extract.statements.passages import CHANGE_LABELS, LEARNED, labelled_parts
from bot.extract.statements.reasons import reason_of, stated_reason
from bot.extract.statements.wording import lean_of
from bot.extract.verdicts import verdict_of
from bot.model.fact import Fact, Kind
from bot.model.report import Block, Heading, Lines, ListItem, Paragraph

_TELLING = frozenset({SectionRole.RESULTS, SectionRole.ATTEMPTS, SectionRole.OTHER})
_RUN_ROLES = frozenset({SectionRole.SETUP, SectionRole.SETTINGS})
_STATUS = re.compile(r"[^:]{0,40}\b(?:status|verdict|outcome):", re.I)  # what it says is told below it
_TOPIC = re.compile(r"(?:how|why|what|example|case)\b", re.I)
_VERDICT = re.compile(r"\s*(?:[(\[]|[—–]\s?)(\w[\w ]{1,20})[)\]]?\s*$")
_VERDICT_WITHIN = re.compile(r"\s*\((\w[\w ,/]{1,40})\)(?=\s*[-–—:])")
_LEAST_WORDS = 3
_MOST_LINES = 6
_RUN_WORDS = frozenset({"run", "exp", "experiment", "attempt", "trial", "iteration", "iter", "version", "commit", "step"})
_LONGEST_REASON = 400
_RESULTS = frozenset({"result", "results", "outcome", "结果", "결과"})
_NOTHING = re.compile(r"(?:none|nothing|no changes?|unchanged|baseline|无)\b", re.I)
_EXPLAINING = LEARNED | {"note", "notes", "analysis", "explanation"}
_NO_REASON = frozenset({SectionRole.OBJECTIVE, SectionRole.RESULTS, SectionRole.SETUP, SectionRole.SETTINGS})


def facts(context: Context) -> Iterator[Fact]:
    """Yield what the section's own heading tells, if anything."""
    headings = context.section.headings
    if len(headings) < 2:
        return
    title = plain_title(headings[-1].text)
    named = named_outcome(headings[-1].text)
    verdict = _VERDICT.search(title) or _VERDICT_WITHIN.search(title)
    if verdict and verdict_of(verdict[1]):
        kind: Kind | None = Kind.SUCCESS if verdict_of(verdict[1]) == "good" else Kind.FAILURE
        title = f"{title[: verdict.start()].strip()}{title[verdict.end() :]}"
    elif named:
        title, kind = named, _kind(context.role, named)
    elif len(title.split()) < _LEAST_WORDS or title.endswith("?") or not _names_own(headings[-1].text, title):
        kind = None
    else:
        kind = _kind(context.role, title)
    if kind is not None and title:
        text, lines = _with_change(context, title, headings[-1].lines)
        reason, last = _reason(context, title) if kind is Kind.FAILURE else ("", 0)
        if text:
            lines = (lines[0], max(lines[1], last))
            yield Fact(kind, lines, "telling_headings.heading", text=text, reason=reason, section=_outer(headings))


def _names_own(heading: str, title: str) -> bool:
    """Whether a heading names something of its own and no part of a report: numbered items may be about a configuration."""
    role = text_role(title)
    return role is SectionRole.OTHER or (role in _RUN_ROLES and title != heading and heading.lstrip("#( ")[:1].isdigit())


def _kind(role: SectionRole, title: str) -> Kind | None:
    if role is SectionRole.FAILED:
        return Kind.FAILURE
    if role is SectionRole.WORKED:
        return Kind.SUCCESS
    if role is SectionRole.FINDINGS:
        return None if _STATUS.match(title) else Kind.FINDING
    lean = lean_of(title) if role in _TELLING and len(title.split()) > _LEAST_WORDS and not _TOPIC.match(title) else 0
    if not lean:
        return None
    return Kind.SUCCESS if lean > 0 else Kind.FAILURE


def _with_change(context: Context, title: str, lines: Lines) -> tuple[str, Lines]:
    """For a title that is a hash or a number (`0465f3d`) what was changed and what came of it, where labels tell it below.

    A run that changed nothing is the baseline of the others: an empty text.
    """
    if any(word.isalpha() and word.lower() not in _RUN_WORDS for word in words_of(title)):
        return title, lines
    told: list[str] = []
    last = lines[1]
    for block in labelled_parts(context.section.blocks):
        if not isinstance(block, Paragraph | ListItem) or block.lines[1] - lines[0] >= _MOST_LINES:
            continue
        label = label_of(block.text)[0].lower()
        if label in CHANGE_LABELS or label in _RESULTS:
            told.append(_behind_label(block.text).rstrip("."))
            last = block.lines[1]
    if told and _NOTHING.match(told[0]):
        return "", lines
    return (": ".join(told[:2]), (lines[0], last)) if told else (title, lines)


def _behind_label(text: str) -> str:
    return one_line(text[len(label_of(text)[0]) + 1 :])


def _reason(context: Context, title: str) -> tuple[str, int]:
    """The reason in the heading itself, else in the first paragraph below it that tells no aim; and the last line of it."""
    if stated_reason(title):
        return stated_reason(title), 0
    worded = [block for block in labelled_parts(context.section.blocks) if isinstance(block, Paragraph | ListItem)]
    parts = [block for block in worded if isinstance(block, Paragraph)]
    explaining = [block for block in worded if _explains(label_of(block.text)[0])]
    for block in explaining or parts:
        label = label_of(block.text)[0]
        if part_of(label) == "cause" or label.lower() in LEARNED:
            told = _behind_label(block.text)
            return (told, block.lines[1]) if told else _items_below(context, block)
        if label.lower() not in CHANGE_LABELS and label_role(label) not in _NO_REASON:
            sentences = [sentence.text for sentence in split_sentences(_behind_label(block.text) if label else block.text)]
            reason = reason_of(sentences[0], " ".join(sentences[1:])) if sentences else ""
            return reason, block.lines[1] if reason else 0
    return "", 0


def _explains(label: str) -> bool:
    return label.lower() in _EXPLAINING or part_of(label) == "cause"


def _items_below(context: Context, lead_in: Block) -> tuple[str, int]:
    """The first items of the list that a label alone in its paragraph announces (`Cause:`), as one text; its last line."""
    blocks = list(context.section.blocks)
    place = next((index for index, block in enumerate(blocks) if block.lines[1] >= lead_in.lines[1]), len(blocks))
    items = list(takewhile(lambda block: isinstance(block, ListItem), blocks[place + 1 :]))
    told = "; ".join(one_line(item.text) for item in items if isinstance(item, ListItem))[:_LONGEST_REASON]
    return told, items[-1].lines[1] if items else 0


def _outer(headings: tuple[Heading, ...]) -> str:
    return " > ".join(heading.text for heading in headings[:-1])
