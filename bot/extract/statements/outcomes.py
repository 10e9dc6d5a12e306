"""What worked and what failed (with the reason), told in paragraphs and list items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract import marks
from bot.extract.context import Context, SectionRole
from bot.extract.section_roles import label_of, label_role, named_outcome, plain_title, text_role
from bot.extract.sentences import one_line
from bot.extract.statements import telling_headings
from bot.extract.statements.explained_outcomes import explains
from bot.extract.statements.labelled_problems import names_fix, part_of
from bot.extract.statements.passages import CHANGE_LABELS, LEARNED, Passage
from bot.extract.statements.practices import is_order
from bot.extract.statements.reasons import reason_of
from bot.extract.statements.wording import lean_of, may_lean
from bot.extract.verdicts import VERDICT_HEADERS, is_untried, verdict_of
from bot.model.fact import Fact, Kind
from bot.model.report import ListItem

_SILENT = frozenset(
    {SectionRole.OBJECTIVE, SectionRole.QUESTIONS, SectionRole.PLAN, SectionRole.FILES, SectionRole.PRACTICES}
)
_SETTINGS = frozenset({SectionRole.SETUP, SectionRole.SETTINGS})
_ROLE_KINDS = {SectionRole.WORKED: Kind.SUCCESS, SectionRole.FAILED: Kind.FAILURE}
_CODE = re.compile(r"`[^`]*`")
_MARKED = {**dict.fromkeys(marks.GOOD, 1), **dict.fromkeys(marks.BAD, -1)}
_DESCRIBING = frozenset({"baseline", "before", "after", "approach", "original approach", "replacement", "replaced by"})
_MEASURED = re.compile(r"[~≈<>+\-−±]?\d[\d.,]*\s?(?:[a-zA-Zµμ%×]+(?:/s)?|→|->)")
_ANNOUNCES_REASONS = re.compile(r"\b(?:reasons?|causes?|factors|explanations?) (?:for|of|behind|why)\b[^.]*[:：]$", re.I)
_LEAST_WORDS = 4
_MOST_BEHIND = 6  # labelled items of one attempt
_MOST_CONTRARY = 6
_MORE_CAUSE_LABELS = frozenset({"error", "because"})


def facts(context: Context, passages: tuple[Passage, ...]) -> Iterator[Fact]:
    """Yield a success or failure for each passage of a What Worked or What Failed section, and elsewhere for each sentence
    whose words say so."""
    is_of_one = bool(named_outcome(context.section.title))  # the heading tells it, and what stands below only explains it
    for place, passage in enumerate(passages):
        if passage.checked is False:
            continue
        kind = None if is_of_one and passage.role is context.role else _ROLE_KINDS.get(passage.role)
        if kind is not None:
            yield from _by_role(context, passage, kind)
        elif passage.role is SectionRole.PROBLEMS and not (_tells_of_fix(context, passage) or _is_result(passage)):
            continue
        elif not (passage.role in _SILENT or passage.role in _SETTINGS or _is_bare(passage)):
            yield from _by_words(context, passage, _cause_behind(passages, place))


def _tells_of_fix(context: Context, passage: Passage) -> bool:
    """Whether a section about problems and their fix tells here of the fix: a symptom or cause is no outcome."""
    return names_fix(context.section.title) and part_of(passage.label) not in ("symptom", "cause")


def _is_bare(passage: Passage) -> bool:
    """Whether it tells nothing by itself: a label above what follows, a label with its value, a part of another."""
    if explains(passage) or _is_gathered(passage):
        return True
    if passage.text.endswith((":", "：")):
        if _ANNOUNCES_REASONS.search(passage.text):
            return True
        if passage.nested and not any(map(str.isdigit, _CODE.sub("", passage.text))):
            return True
        return len(passage.text.split()) < _LEAST_WORDS or _is_result(passage)
    return passage.is_value() and not _is_result(passage)


def _is_result(passage: Passage) -> bool:
    return label_role(passage.label) is SectionRole.RESULTS


def _is_gathered(passage: Passage) -> bool:
    return passage.inner and passage.role is SectionRole.FINDINGS


def _by_role(context: Context, passage: Passage, kind: Kind) -> Iterator[Fact]:
    if _adds_to_heading(passage) and next(telling_headings.facts(context), None) is not None:
        return  # the heading names the attempt and tells what came of it
    if part_of(passage.label) == "cause" or is_untried(passage.body):
        return  # the reason of what stands before it; what was not tried did not fail
    if passage.inner or not passage.is_top or (passage.text.endswith((":", "：")) and not passage.open):
        return
    if kind is Kind.SUCCESS or passage.open:
        text, lines = passage.gathered() if passage.open else (passage.text, passage.block.lines)
        yield _fact(context, kind, text, "", lines, "outcomes.section")
        return
    sentences = [sentence.text for sentence in passage.sentences()]
    if not sentences or (len(passage.text.split()) < _MOST_CONTRARY and lean_of(passage.text) > 0):
        return  # `Training itself completed.`
    reason = nested_reason(passage) or reason_of(
        sentences[0], " ".join(sentences[1:]), names_attempt=not _is_result(passage)
    )
    yield _fact(context, kind, sentences[0], reason, passage.block.lines, "outcomes.section")


def _adds_to_heading(passage: Passage) -> bool:
    """Whether it only says what an attempt changed, or what was measured of it, that a heading names."""
    label = passage.label.lower()
    if label in CHANGE_LABELS or label in _DESCRIBING or _is_result(passage):
        return True
    return bool(label) and _MEASURED.match(passage.body) is not None


def _repeats_heading(context: Context, passage: Passage) -> bool:
    """Whether it is nothing but the verdict on what the heading tells of: `Verdict: REJECTED` in a section of failures."""
    verdict = verdict_of(passage.body) if passage.label.lower() in VERDICT_HEADERS else ""
    if not verdict:
        return False
    kind = Kind.SUCCESS if verdict == "good" else Kind.FAILURE
    return any(fact.kind is kind for fact in telling_headings.facts(context))


def _cause_behind(passages: tuple[Passage, ...], place: int) -> str:
    """What a passage behind gives as the cause: an item behind a result or status (`- Result: collapsed`, `- Diagnosis: too
    few samples`), the paragraph behind a paragraph (`It did not improve.`, `Likely cause: no variance`)."""
    passage = passages[place]
    is_outcome = _is_result(passage) or passage.label.lower() in VERDICT_HEADERS
    reach = _MOST_BEHIND if is_outcome else 0 if passage.is_item else 1
    for behind in passages[place + 1 : place + 1 + reach]:
        if behind.is_item != passage.is_item or behind.block.depth != passage.block.depth or _is_result(behind):
            break
        if part_of(behind.label) == "cause" or behind.label.lower() in LEARNED:
            return behind.body
    return ""


def _by_words(context: Context, passage: Passage, cause: str) -> Iterator[Fact]:
    """At most one success and one failure of a list item, every sentence that tells one of a paragraph."""
    may_tell = passage.dense or passage.mark in _MARKED or may_lean(passage.text, passage.words)
    if passage.describes_run() or not may_tell or part_of(passage.label) == "cause" or _repeats_heading(context, passage):
        return
    if passage.label.lower() in LEARNED and next(telling_headings.facts(context), None) is not None:
        return  # it explains what the heading tells
    sentences = passage.sentences()
    told: set[int] = set()
    for index, sentence in enumerate(sentences):
        marked = _MARKED.get(passage.mark, 0) if index == 0 else 0
        lean = 1 if marked > 0 else lean_of(sentence.text) or marked
        if marked < 0 < lean:
            continue  # `❌ no forgetting: achieved` says neither
        if not lean or sentence.text.endswith("?") or is_order(passage.body if index == 0 else sentence.text):
            continue
        if passage.is_item and lean in told:
            continue
        told.add(lean)
        kind = Kind.SUCCESS if lean > 0 else Kind.FAILURE
        stated = passage.without_label(sentence.text)
        following = "".join(after.text for after in sentences[index + 1 : index + 2] if not is_order(after.text))
        text = _verdict_text(context, passage) if index == 0 else ""
        why = nested_reason(passage) or cause or reason_of(stated, following, is_told_next=bool(text))
        reason = "" if lean > 0 else why
        yield _fact(context, kind, text or stated, reason, passage.lines_of(sentence), "outcomes.words")


def _verdict_text(context: Context, passage: Passage) -> str:
    """`attempt: FAILED` for a line such as `Verdict: FAILED.`, with the attempt named by the heading; else empty."""
    first = passage.sentences()[0].text.partition(":")[2].strip(" .")
    if passage.label.lower() not in VERDICT_HEADERS or not verdict_of(first):
        return ""
    for heading in reversed(context.section.headings):
        if text_role(heading.text) in (SectionRole.ATTEMPTS, SectionRole.OTHER):
            return f"{plain_title(heading.text)}: {first}"
    return ""


def nested_reason(passage: Passage) -> str:
    """Return the text of a nested item that is labelled as the error or reason, empty if there is none."""
    for block in passage.nested:
        if isinstance(block, ListItem):
            label, alone = label_of(block.text)
            if not alone and (part_of(label) == "cause" or label.lower() in _MORE_CAUSE_LABELS):
                return one_line(block.text[len(label) + 1 :])
    return ""


def _fact(context: Context, kind: Kind, text: str, reason: str, lines: tuple[int, int], rule: str) -> Fact:
    reason = reason if kind is Kind.FAILURE else ""
    return Fact(kind, lines, rule, text=text.lstrip(marks.ALL), reason=reason, section=context.path)
