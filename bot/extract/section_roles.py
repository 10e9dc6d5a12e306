"""What a section is about, from its headings; and what each of its blocks is about, from the lead-ins between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from bot.extract import marks
from bot.extract.context import SectionRole
from bot.extract.lexicon import Lexicon
from bot.extract.role_words import ROLE_PHRASES
from bot.model.report import Block, Heading, ListItem, Paragraph, Section

_LABEL_LENGTH = 60  # a longer text before a colon is a sentence, not a label
_LABEL = re.compile(rf"([^:：`\n]{{1,{_LABEL_LENGTH}}})(?:：|:(?=\s|$|[^\x00-\x7f]))")
_LABEL_WORDS = 4
_STATES = re.compile(
    r"(?!what\b|here\b|this\b|these\b|the following\b)[^,;]*\b(?:is|are|was|were)\s+(?!that\b|as\b)\w", re.I
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_LEAST_NAMED = 2
_HORIZON = re.compile(r"(?:short|medium|mid|long)(?:er)?[- ]term\b", re.I)
_ANNOUNCING = frozenset(
    {
        SectionRole.QUESTIONS,
        SectionRole.FAILED,
        SectionRole.WORKED,
        SectionRole.FINDINGS,
        SectionRole.PRACTICES,
        SectionRole.PLAN,
    }
)
"""Roles that a heading announces whatever sign stands before it."""

_SEVERAL = re.compile(r"^\W*(?:\d+[.)]?\s+)?what\b|\w(?<!s)s$", re.I)
_TOP = 2  # the level of the headings below the title
_NEAR_START, _NEAR_END = 3, 2
_THINGS = frozenset({SectionRole.SETUP, SectionRole.SETTINGS, SectionRole.RESULTS, SectionRole.ATTEMPTS})
_NUMBERING = re.compile(
    r"^(?:(?:step|phase|part|fix|exp(?:eriment)?|run|attempt|iteration|trial)\s+#?[\w.-]{1,8}\s*[:.—–-]|\d+(?:\.\d+)*[.):]?\s)\s*",
    re.I,
)
_LASTING = frozenset(
    {SectionRole.QUESTIONS, SectionRole.PLAN, SectionRole.FAILED, SectionRole.WORKED, SectionRole.PROBLEMS}
)
_SORTED_BY = re.compile(r"(?<=\w)\s+by\s.*", re.I | re.S)
_OF_HYPOTHESIS = re.compile(r"(?:reasoning|rationale|justification|(?:[\w ]+ )?(?:metrics|measurements))$", re.I)
_TELLS_WHY = re.compile(r"\W*why\s\w", re.I)
_NAME = re.compile(r"\([^()\s]*[/_][^()\s]*\)|`[^`]*`")  # `(org/safeguard-20b)`, a name whose words say nothing
_CAUSES = re.compile(r"\bcauses? of\b", re.I)
_PENDING = re.compile(r"[(\[](?:next|planned|to ?do|pending|upcoming|not (?:yet )?(?:run|started))[)\]]", re.I)
_GOALS = frozenset({"target", "targets"})
_ASIDE = re.compile(r"\([^()]*\)|`[^`]*`")
_RANK = {role.value: rank for rank, (role, _) in enumerate(ROLE_PHRASES)}
_TEXT_BLOCKS = (Paragraph, ListItem)
_NAMED = {role.value: role for role in SectionRole}


BlockLabel: TypeAlias = tuple[SectionRole, str, bool]
"""What a block is about, the label that opens it (empty where there is none) and whether that stands alone."""


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon((role.value, listing) for role, listing in ROLE_PHRASES)


@lru_cache(maxsize=4096)
def text_role(text: str) -> SectionRole:
    """The role that a heading or a label names, OTHER where it names none.

    `Averages by config` are no settings: what stands behind `by` only sorts them. `Why it failed` explains. What is marked
    as not done yet (`Lower beta (NEXT)`) is a plan.
    """
    if tells_why(text):
        return SectionRole.FINDINGS
    if _PENDING.search(text):
        return SectionRole.PLAN
    if (crossed := _crossed(text)) and text_role(crossed) not in _ANNOUNCING:
        return SectionRole.FAILED
    if text.strip(" :").lower() in _GOALS:
        return SectionRole.OBJECTIVE
    labels = {cue.label for cue in _lexicon().find(_SORTED_BY.sub("", _NAME.sub("", text), count=1))}
    if SectionRole.FAILED in labels and _CAUSES.search(text):
        labels.discard(SectionRole.FAILED)  # "Root causes of failure" are no attempts
    if SectionRole.RESULTS in labels:
        labels.discard(SectionRole.OBJECTIVE)  # "Outcome against the goals" tells results
    return _NAMED[min(labels, key=_RANK.__getitem__)] if labels else SectionRole.OTHER


def _crossed(title: str) -> str:
    """What stands behind the cross that opens a heading, past its number; empty where none does."""
    bare = title if title.isascii() else _NUMBERING.sub("", title)
    return bare.lstrip(marks.ALL) if bare and bare[0] in marks.BAD else ""


def tells_why(label: str) -> bool:
    """Say whether a heading or label announces reasons: `Why the penalty hurts`."""
    return bool(_TELLS_WHY.match(label))


def plain_title(title: str) -> str:
    """A heading without its number: `Experiment 3: wider tiles` is `wider tiles`."""
    return _NUMBERING.sub("", " ".join(title.split())).strip(" :—–-") or title


def section_role(section: Section) -> SectionRole:
    """The role of the innermost heading that names one, OTHER where none does.

    The title of a report (a heading of level 1 that holds deeper ones) names no role. What is planned, failed or worked
    stays so under headings that only name a run, results or settings.
    """
    headings = section.headings[1:] if len(section.headings) > 1 and section.headings[0].level == 1 else section.headings
    inner = SectionRole.OTHER
    for heading in reversed(headings):
        is_frame = _surveys(heading) or is_horizon(heading.text)  # the headings above say what it is about
        role = SectionRole.OTHER if is_frame else text_role(heading.text)
        if inner is SectionRole.OTHER:
            inner = role
        if role not in _THINGS and role is not SectionRole.OTHER:
            return role if inner not in _THINGS or role in _LASTING else inner
    only_when = inner is SectionRole.OTHER and any(is_horizon(heading.text) for heading in headings)
    return SectionRole.QUESTIONS if only_when else inner


def is_horizon(title: str) -> bool:
    """Say whether a heading or label only tells how soon: `2. Short-term (production)`."""
    return "erm" in title and _HORIZON.match(plain_title(title)) is not None


def _surveys(heading: Heading) -> bool:
    """Whether it opens a part of a report, and not the report: an `Overview` there tells what was measured."""
    return heading.level > _TOP and plain_title(heading.text).lower() == "overview"


def block_roles(section: Section, role: SectionRole) -> tuple[SectionRole, ...]:
    """One role per block of the section, whose own role is `role`.

    A lead-in (`Key lessons:` alone in a paragraph or list item) rules what follows it: paragraphs and one list below a
    paragraph, the nested items below an item. A label that opens a block (`Decision: keep it`) rules that block and what is
    nested in it.
    """
    return tuple([named[0] for named in block_labels(section.blocks, role)])


def block_labels(blocks: Sequence[Block], role: SectionRole) -> list[BlockLabel]:
    """The roles of `block_roles` with the labels that they come from, one of each a block."""
    outer = role
    nested: list[tuple[int, SectionRole]] = []
    in_list = False
    found: list[BlockLabel] = []
    for block in blocks:
        if not isinstance(block, _TEXT_BLOCKS):
            found.append((nested[-1][1] if nested else outer, "", False))
            continue
        while nested and nested[-1][0] >= block.depth:
            nested.pop()
        label, alone = label_of(block.text)
        named = _named_role(label, role, alone=alone) if label else SectionRole.OTHER
        if block.depth == 0 and isinstance(block, Paragraph):
            if alone or in_list:
                outer = named if alone and named is not SectionRole.OTHER else role
            in_list = False
            inherited = outer
        else:
            in_list = True
            inherited = nested[-1][1] if nested else outer
            nested.append((block.depth, inherited if named is SectionRole.OTHER else named))
        found.append((inherited if named is SectionRole.OTHER else named, label, alone))
    return found


def _named_role(label: str, section: SectionRole, *, alone: bool) -> SectionRole:
    """The role that a label names in a section; the reasons and metrics of a hypothesis are no findings and no results."""
    if section is SectionRole.OBJECTIVE and _OF_HYPOTHESIS.match(_without_asides(label).strip()):
        return section
    named = label_role(label) if alone else _opening_role(label)
    if section is SectionRole.QUESTIONS and named is SectionRole.OBJECTIVE and not alone:
        return named if _lexicon().find(label)[0].first == 0 else section  # `Mixed objectives: combine both losses`
    return named


@lru_cache(maxsize=4096)
def label_role(label: str) -> SectionRole:
    """The role that a label names; what it says in brackets does not count, nor does a file name.

    In a long lead-in (`The main findings are`) the word stands near the start or the end, else it is just a word.
    """
    if tells_why(label):
        return SectionRole.FINDINGS
    words = _without_asides(label)
    if _STATES.match(words):
        return SectionRole.OTHER  # `Static configurations are fragile` is a statement, no name of what follows
    last = len(words.split()) - 1
    if last < _LABEL_WORDS:
        role = text_role(words) if words else SectionRole.OTHER
        return role if role is not SectionRole.PROBLEMS or last < _NEAR_START else SectionRole.OTHER
    named = [
        cue.label
        for cue in _lexicon().find(words)
        if cue.first < _NEAR_START or (cue.last > last - _NEAR_END and cue.label not in _THINGS)
    ]
    return _NAMED[min(named, key=_RANK.__getitem__)] if named else SectionRole.OTHER


@lru_cache(maxsize=4096)
def _opening_role(label: str) -> SectionRole:
    """The role that a short label gives to the text behind it: `Final decision: ...`; names of things tried give none."""
    words = _without_asides(label).split()
    if not words or len(words) > _LABEL_WORDS:
        return SectionRole.OTHER
    cues = _lexicon().find(" ".join(words))
    if not any(cue.first == 0 or cue.last == len(words) - 1 for cue in cues):
        return SectionRole.OTHER
    role = label_role(label)
    return SectionRole.OTHER if role in _THINGS else role


def _without_asides(label: str) -> str:
    return _ASIDE.sub("", label) if "(" in label or "`" in label else label


def label_of(text: str) -> tuple[str, bool]:
    """The label that opens `text`, without its colon (empty where there is none), and whether it stands alone."""
    if ":" not in text and "：" not in text:
        return "", False
    match = _LABEL.match(text)
    if match and (match[1].count("(") > match[1].count(")") or match[1].count('"') % 2):
        return "", False  # a colon in brackets or quotes: `worse (expected: 2.5)`, `"fix: the hook"`
    if match:
        return match[1].strip(), not text[match.end() :].strip()
    last = _SENTENCE_END.split(text.rsplit("\n", 1)[-1].strip())[-1] if text.endswith((":", "：")) else ""
    return (last[:-1], True) if last and len(last) <= 2 * _LABEL_LENGTH else ("", False)


def named_outcome(title: str) -> str:
    """What a heading says that worked or failed, where it names one thing: `Dead end: wider tiles`; else empty.

    `Failures: the first week` and `What failed: an overview` announce several. A cross says that what it stands before
    failed, whatever the words (`❌ Parameter sweep`).
    """
    if (crossed := _crossed(title)) and text_role(crossed) not in _ANNOUNCING:
        return crossed
    label, _, named = title.partition(": ")
    if len(named.split()) < _LEAST_NAMED or _SEVERAL.search(label):
        return ""
    return named.strip() if text_role(label) in (SectionRole.WORKED, SectionRole.FAILED) else ""
