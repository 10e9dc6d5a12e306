"""What the notes in a table tell: cells of words beside the figures of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domains.vocabulary import tokens_of
from bot.extract.context import Context, SectionRole
from bot.extract.header_words import MEASURE
from bot.extract.sentences import one_line, split_sentences
from bot.extract.statements.findings import is_insight
from bot.extract.statements.passages import is_placeholder
from bot.extract.statements.reasons import reason_of
from bot.extract.statements.wording import lean_of
from bot.extract.tables.attempts import REASON_HEADERS, is_attempt_table, row_extent
from bot.extract.tables.problems import is_problem_table
from bot.extract.verdicts import VERDICT_HEADERS, verdict_of
from bot.model.fact import Fact, Kind
from bot.model.report import Lines, Table

_NOTE_HEADERS = REASON_HEADERS | VERDICT_HEADERS | {"", "other", "remark", "insight", "finding", "interpretation"}
_SILENT = frozenset({SectionRole.SETUP, SectionRole.SETTINGS, SectionRole.PLAN, SectionRole.QUESTIONS, SectionRole.FILES})
_LEAST_WORDS = 3
_LEAST_DENSE_LETTERS = 6
_MOST_COLUMNS = 64


def facts(context: Context) -> Iterator[Fact]:
    """Yield what the notes of each row tell: a success, a failure or a finding."""
    if context.role in _SILENT:
        return
    for block in context.section.blocks:
        if isinstance(block, Table) and not is_attempt_table(context, block) and not is_problem_table(block):
            yield from _notes(context, block)


def _notes(context: Context, table: Table) -> Iterator[Fact]:
    """What the columns of notes tell; how a metric is to be interpreted is no outcome."""
    columns = [column for column, head in enumerate(table.header[:_MOST_COLUMNS]) if column and _is_note_header(head.text)]
    if table.header and not MEASURE.isdisjoint(tokens_of(table.header[0].text)):
        columns = [column for column in columns if one_line(table.header[column].text).lower() != "interpretation"]
    for row in table.rows:
        key = one_line(row[0].text) if row else ""
        noted = range(1, min(len(row), _MOST_COLUMNS)) if _is_note_header(key) and key else columns
        for column in noted:
            note = one_line(row[column].text) if column < len(row) else ""
            yield from _told(context, "" if noted is not columns else key, note, row_extent(row))


def _is_note_header(text: str) -> bool:
    return one_line(text).strip("*_ :").lower() in _NOTE_HEADERS


def _told(context: Context, key: str, note: str, lines: Lines) -> Iterator[Fact]:
    """What one note tells of the row `key`: at most one thing of a kind."""
    sentences = [sentence.text for sentence in split_sentences(note)]
    kinds: set[Kind] = set()
    for index, sentence in enumerate(sentences):
        kind = _kind(key if index == 0 else "", sentence)
        if kind is None or kind in kinds:
            continue
        kinds.add(kind)
        rest = " ".join(sentences[index + 1 : index + 2])
        text = f"{key}: {sentence}" if key and not is_placeholder(key) else sentence
        reason = _reason(key, sentence, rest) if kind is Kind.FAILURE else ""
        yield Fact(kind, lines, "table_notes.note", text=text, reason=reason, section=context.path)


def _reason(key: str, note: str, rest: str) -> str:
    if lean_of(key) < 0 and not lean_of(note):
        return note
    if verdict_of(note):
        return re.split(r"\s*[:—–(-]\s*", note, maxsplit=1)[-1].rstrip(")") if re.search(r"[:—–(-]", note) else ""
    return reason_of(note, rest)


def _kind(key: str, note: str) -> Kind | None:
    if is_placeholder(note) or not (_is_wordy(note) or verdict_of(note)):
        return None
    lean = lean_of(note) or lean_of(key)
    if lean:
        return Kind.SUCCESS if lean > 0 else Kind.FAILURE
    return Kind.FINDING if is_insight(note) else None


def _is_wordy(note: str) -> bool:
    return len(note.split()) >= _LEAST_WORDS or (not note.isascii() and len(note) >= _LEAST_DENSE_LETTERS)
