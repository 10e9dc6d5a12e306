"""Paragraphs and list items as the statement rules see them: with role, label, sentences and what is nested in them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from bot.extract import marks
from bot.extract.context import Context, SectionRole
from bot.extract.lexicon import is_dense, split_phrases, words_of
from bot.extract.section_roles import block_labels, label_role, tells_why
from bot.extract.sentences import Sentence, one_line, split_sentences
from bot.extract.verdicts import verdict_of
from bot.model.report import Block, CodeBlock, Lines, ListItem, Paragraph, Report

_MOST_GATHERED = 6  # items that still make one statement with the clause above them
_MOST_LINES = 8
_CLAUSE_WORDS = 4  # fewer words before a colon are a label (`Note:`), not the start of a statement
_DENSE_LETTERS = 6  # as many letters of Chinese tell something
_LEAST_LABELS = 2
_LABELLED_LINE = re.compile(r"[^\W\d][^:：`\n]{0,40}[:：](?:\s|$)")
_OPENING_MARKS = frozenset(marks.GOOD + marks.BAD)
_UNFINISHED = re.compile(
    r"\b(?:when|if|because|since|that|unless|where|whenever|by|of|with|including|includes|such as|like)$", re.I
)
_LISTED = frozenset({SectionRole.PRACTICES, SectionRole.QUESTIONS})  # each item below a lead-in is one of its own
METADATA_LABELS = frozenset(
    split_phrases(
        """date|author|authors|expert|reviewer|analyst|prepared by|contact|maintainer
        status|type|domain|tags|owner|created|updated|version|repo|repository|paper|link|links
        artifacts|files|file|related files|related skills|related|logs|log|output dir|output|output directory|source|run id
        run date|legend|abbreviations|notation|w&b|wandb|estimated effort|effort|eta
        priority|assignee|severity|config|command|ngày|tác giả|trạng thái|날짜|작성자|상태|日期|作者|状态"""
    )
)
CHANGE_LABELS = frozenset(
    split_phrases(
        """change|changes|changed|what changed|what was changed|modification|modifications|tried|what we tried
        what was tried|attempt|attempted|variation|action|action taken|actions taken
        变更|改动|修改|变化|변경|thay đổi"""
    )
)
"""Labels of what an attempt changed: what stands behind them is no outcome."""

LEARNED = frozenset({"learning", "lesson", "lesson learned", "insight", "postmortem", "post-mortem"})
"""Labels of what a failed attempt taught, which is why it failed."""

_RUN_LABELS = frozenset(split_phrases("base|params|parameters|hyperparams|source|setting|baseline config"))
DESCRIBING = frozenset({"general description", "description", "details", "summary", "note", "notes", "candidate skill"})
_PLANNED = re.compile(r"(?:plan|planned|planning|proposal|proposed|template)\b", re.I)
_NUMBER = re.compile(r"(?:(?:about|around|roughly|approx\.?) )?[~≈<>+\-−±]?\d")
_SWITCHES = frozenset({"yes", "no", "true", "false", "on", "off", "enabled", "disabled"})
_MOST_VALUE_WORDS = 7
_MOST_HEAD_BLOCKS = 8
_LONGEST = 20_000  # letters; a longer block is data, not prose
_PLACEHOLDER = re.compile(
    r"(?:to ?do|tbd|tba|wip|n/?a|none|nil|unknown|pending|fill (?:this )?in|x+|…|\.{2,}|-+|–|—|\?+"
    r"|none (?:so far|yet|during \w+|observed|found|known)|없음|미기재|无|待填写|待补充|không có)\b[\s.:…]*"
    r"|[{<\[][^{}<>\[\]]{0,80}[}>\]][.\s]*|[\W_]*"
    r"|(?-i:[A-Z][A-Z_]+(?: ?/ ?[A-Z][A-Z_]+){1,5})(?:\s*[–—:-])?\s*(?:\[[^\[\]]{0,80}\])?",  # PASS / FAIL - [why]
    re.I,
)
_FILLERS = frozenset("tTwWnNuUpPfFxXkK없미无待")  # what a placeholder may start with, if with a letter
_TEXT_BLOCKS = (Paragraph, ListItem)
_COMMIT = re.compile(r"`?[0-9a-f]{7,40}`?\s*[-–—:]*\s*\"")  # a line of a git log: `df828442 - "fix: use the hook"`
_LONGEST_METADATA = 40


class Passage(NamedTuple):
    """A paragraph or list item.

    `text` is the whole text on one line, without the sign that opens it (`✅`): that is its `mark`, empty where there is
    none. `label` is what stands before its first colon, `body` the rest (all of it where there is no label). `nested` are
    the blocks below a list item, or the list and code below a paragraph that ends in a colon. A passage is `open` when it
    is a clause that its nested items complete; `inner` when it is nested in an open one. `checked` tells of a check box,
    None where there is none. `words` are those of `text`, as lexicons look for them; `dense` tells of letters of a script
    without spaces in it.
    """

    block: Paragraph | ListItem
    role: SectionRole
    label: str
    body: str
    mark: str
    nested: tuple[Block, ...]
    open: bool
    inner: bool
    checked: bool | None
    text: str
    words: list[str]
    dense: bool

    @property
    def is_item(self) -> bool:
        """Whether it is a list item."""
        return isinstance(self.block, ListItem)

    @property
    def is_top(self) -> bool:
        """Whether it stands in no list but an outermost one."""
        return self.block.depth <= 1

    def may_hold(self, anchors: frozenset[str]) -> bool:
        """Whether a cue with one of these anchors may stand in one of its sentences: false is certain, and costs little."""
        return self.dense or not anchors.isdisjoint(self.words)

    def is_value(self) -> bool:
        """Whether it only gives the value of its label: `peak memory: 12 GiB (lower)`, `compile: enabled`."""
        if not self.label:
            return False
        body = self.body.replace("`", "").lower()
        return body in _SWITCHES or (_NUMBER.match(body) is not None and len(body.split()) < _MOST_VALUE_WORDS)

    def describes_run(self) -> bool:
        """Whether its label says that it tells how a run was made, not what came of it: `Change: ...`, `Data: ...`."""
        label = self.label.lower()
        return bool(label) and (
            label in CHANGE_LABELS or label in _RUN_LABELS or label_role(label) in (SectionRole.SETUP, SectionRole.SETTINGS)
        )

    def without_label(self, text: str) -> str:
        """`text`, which opens this passage, without a label that only says what it is (`Decision: ...`)."""
        if not self.label:
            return text
        named = label_role(self.label) not in (SectionRole.OTHER, SectionRole.RESULTS) or self.label.lower() in DESCRIBING
        if named and text.startswith((f"{self.label}:", f"{self.label}：")):
            return text[len(self.label) + 1 :].strip() or text
        return text

    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, with lines counted from the start of the block."""
        text = self.block.text
        return split_sentences(text if "\n" in text else self.text)

    def lines_of(self, sentence: Sentence) -> Lines:
        """The source lines of one of its sentences."""
        first, last = self.block.lines
        return min(first + sentence.first, last), min(first + sentence.last, last)

    def gathered(self) -> tuple[str, Lines]:
        """The text with the nested items that complete it, and the lines of both (never more than a few)."""
        text, lines, parts = self.text, self.block.lines, []
        for block in self.nested[:_MOST_GATHERED]:
            if not isinstance(block, ListItem) or block.lines[1] - lines[0] >= _MOST_LINES:
                break
            parts.append(one_line(block.text).rstrip(".;,"))
            lines = lines[0], max(lines[1], block.lines[1])
        return f"{text} {'; '.join(parts)}".strip(), lines


def is_worded(text: str) -> bool:
    """Whether `text` has enough words to tell something."""
    return len(text.split()) >= _CLAUSE_WORDS or (not text.isascii() and len(text) >= _DENSE_LETTERS)


def is_placeholder(text: str) -> bool:
    """Whether `text` says nothing yet: `TODO`, `N/A`, `{fill in}`, a dash."""
    text = text.strip()
    first = text[:1]
    may_be = first in _FILLERS or not first.isalnum() or "/" in text
    return may_be and _PLACEHOLDER.fullmatch(text) is not None


def is_plan(report: Report) -> bool:
    """Whether a report or log entry tells what is planned and not what happened: its type or status says so."""
    if _PLANNED.match(report.status):
        return True
    for block in report.blocks[:_MOST_HEAD_BLOCKS]:
        if isinstance(block, _TEXT_BLOCKS) and block.text[:6].lower().startswith(("type", "status", "kind")):
            label, _, value = block.text.partition(":")
            if label.strip().lower() in ("type", "status", "kind") and _PLANNED.match(value.strip()):
                return True
    return False


def passages(context: Context) -> tuple[Passage, ...]:
    """Return the section's paragraphs and list items in order, without placeholders."""
    blocks = labelled_parts(context.section.blocks)
    labels = block_labels(blocks, SectionRole.PLAN if is_plan(context.report) else context.role)
    found: list[Passage] = []
    open_until = 0
    for index, block in enumerate(blocks):
        if not isinstance(block, _TEXT_BLOCKS) or _is_empty(block.text):
            continue
        role, label, alone = labels[index]
        behind = block.text[len(label) + 1 :] if label and block.text.startswith(label) else block.text
        if label and not alone and is_placeholder(block.text[len(label) + 1 :]):
            continue
        end = _end_of_nested(blocks, index)
        is_open = alone and end > index + 1 and _completes(label, role, block.depth) and not _is_marked(blocks[index + 1])
        shown = one_line(block.text)
        text = shown.lstrip(marks.ALL)
        body = one_line(behind) if label else text
        nested = tuple(blocks[index + 1 : end]) if end > index + 1 else ()
        checked = block.checked if isinstance(block, ListItem) else None
        read = (text, words_of(text), is_dense(text))
        mark = shown[: len(shown) - len(text)].strip()[:1]
        found.append(
            Passage(block, role, label.lstrip(marks.ALL), body, mark, nested, is_open, index < open_until, checked, *read)
        )
        if is_open:
            open_until = max(open_until, end)
    return tuple(found)


def _is_empty(text: str) -> bool:
    is_commit = '"' in text and _COMMIT.match(text) is not None
    return is_commit or len(text) > _LONGEST or is_placeholder(text) or _is_metadata(text)


def _is_marked(block: Block) -> bool:
    """Whether an item says by its sign how it went (`✅ no forgetting`): it is a statement of its own."""
    return isinstance(block, ListItem) and block.text[:1] in _OPENING_MARKS


def _completes(label: str, role: SectionRole, depth: int) -> bool:
    """Whether what follows a label completes it to a statement; below a heading of decisions each item is one itself."""
    is_unfinished = _UNFINISHED.search(label) is not None
    if not (is_unfinished or _is_clause(label)) or (depth == 0 and role in _LISTED):
        return False
    return label_role(label) is SectionRole.OTHER or tells_why(label) or is_unfinished


def labelled_parts(blocks: tuple[Block, ...]) -> list[Block]:
    """The blocks of a section, with paragraphs of labelled or marked (`✅`) lines cut into one paragraph each."""
    parts: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and "\n" in block.text:
            parts.extend(_by_label(block))
        else:
            parts.append(block)
    return parts


def _by_label(block: Paragraph) -> tuple[Block, ...]:
    """Cut a paragraph of labelled lines (`Cause: ...`, newline, `Fix: ...`) into one paragraph a label."""
    lines = block.text.split("\n")
    starts = [number for number, line in enumerate(lines) if line[:1] in _OPENING_MARKS or _LABELLED_LINE.match(line)]
    if len(starts) < _LEAST_LABELS or starts[0] != 0:
        return (block,)
    first = block.lines[0]
    return tuple(
        block._replace(text="\n".join(lines[start:end]), lines=(first + start, first + end - 1), lead="")
        for start, end in pairwise([*starts, len(lines)])
    )


def _is_metadata(text: str) -> bool:
    end = text.find(":", 0, _LONGEST_METADATA)
    label = text[:end].strip().lower() if end > 0 else ""
    is_verdict = label == "status" and verdict_of(text[end + 1 :].strip(" *_")) == "bad"  # `Status: CRASHED at step 50`
    return label in METADATA_LABELS and not is_verdict


def _is_clause(label: str) -> bool:
    return len(label.split()) >= _CLAUSE_WORDS or not label.isascii()


def _end_of_nested(blocks: list[Block], index: int) -> int:
    """The index behind the last block that is nested in the paragraph or item at `index`."""
    block = blocks[index]
    end = index + 1
    if not isinstance(block, _TEXT_BLOCKS):
        return end
    depth = block.depth
    if depth == 0:
        ends_in_colon = block.text.endswith((":", "："))
        while ends_in_colon and end < len(blocks) and isinstance(blocks[end], ListItem | CodeBlock):
            end += 1
        return end
    while end < len(blocks) and _is_nested(blocks[end], depth):
        end += 1
    return end


def _is_nested(block: Block, depth: int) -> bool:
    """Whether `block` belongs to the list item of that depth before it (a paragraph of its depth continues the item)."""
    if isinstance(block, ListItem):
        return block.depth > depth
    return block.depth >= depth if isinstance(block, Paragraph) else isinstance(block, CodeBlock)
