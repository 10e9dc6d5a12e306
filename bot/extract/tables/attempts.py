"""What worked and what failed in tables of attempts: a column says keep or revert, pass or fail, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.domains.vocabulary import tokens_of
from bot.extract import marks
from bot.extract.context import Context, SectionRole
from bot.extract.header_words import IDENTIFIER
from bot.extract.lexicon import split_phrases
from bot.extract.section_roles import named_outcome, text_role
from bot.extract.sentences import one_line
from bot.extract.statements.passages import is_placeholder
from bot.extract.statements.reasons import bracketed, obstacle, reason_of, stated_reason
from bot.extract.verdicts import VERDICT_HEADERS, is_decision, is_self_explaining, is_untried, verdict_of
from bot.model.fact import Fact, Kind
from bot.model.report import Cell, ListItem, Paragraph, Report, Table

REASON_HEADERS = frozenset(
    split_phrases(
        """why|reason|reasons|cause|root cause|note|notes|comment|comments|explanation|observation|observations
        remark|remarks|key result|what happened|postmortem|lesson|learning
        detail|details|error|message|diagnosis|lý do|ghi chú|原因|备注|이유|원인|비고"""
    )
)
# Headings of the column that says what was tried, the most telling first.
ATTEMPT_HEADERS = split_phrases(
    """what was tried|what we tried|tried|attempt|change|description|optimization|optimisation|idea|approach|technique
    method|variant|configuration|config|experiment|kernel|run|name|tag|thử nghiệm|phương pháp
    说明|尝试|改动|方法|优化|实验|시도|방법|변경|설명"""
)

_STATES = frozenset({"state", "status"})
_ENDED = frozenset({"finished", "completed", "done", "complete", "partial", "running"})  # neither good nor bad
_WORD = re.compile(r"[^\W_]+")
_MOST_ROWS = 500  # rows that are looked at to tell what a column holds
_MOST_COLUMNS = 64
_MOST_EXPLANATIONS = 200
_BASELINE = re.compile(r"(?:the )?(?:baseline|base line|reference|기준|基线)", re.I)
_FAILED_HEAD = re.compile(r"(?:what )?(?:failed|did ?n[o']t work|doesn'?t work)|failures?(?: modes?)?$|失败|실패")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NUMBER = re.compile(r"[\d\s.,%x×~+\-–—]*")
_LEAST_REASON = 2  # words
_FEWEST_WORDS = 3  # of what was tried; fewer are a name
_LEAD_MARGIN = 24  # letters behind a bold lead that may still name the attempt: `**Wide tiles** (exp 12)`


def facts(context: Context) -> Iterator[Fact]:
    """Yield a success or failure for each row of a table that has a column of verdicts, or of things that failed."""
    if context.role in (SectionRole.PLAN, SectionRole.QUESTIONS, SectionRole.FILES):
        return
    for block in context.section.blocks:
        if isinstance(block, Table):
            column = verdict_column(block)
            if column is not None:
                yield from _verdicts(context, block, column)
            elif lists_attempts(context, SectionRole.WORKED):
                yield from _rows(context, block, Kind.SUCCESS)
            elif lists_attempts(context, SectionRole.FAILED) or _is_headed_failed(block):
                yield from _rows(context, block, Kind.FAILURE)


def is_attempt_table(context: Context, table: Table) -> bool:
    """Whether the rows of `table` are attempts that this module reads."""
    is_listed = lists_attempts(context, SectionRole.WORKED) or lists_attempts(context, SectionRole.FAILED)
    return is_listed or _is_headed_failed(table) or verdict_column(table) is not None


def lists_attempts(context: Context, role: SectionRole) -> bool:
    """Whether the section's own heading announces what worked or failed; `Run 7 (failed)` > `Results` does not."""
    title = context.section.title
    return context.role is role and text_role(_BRACKETS.sub("", title)) is role and not named_outcome(title)


def verdict_column(table: Table) -> int | None:
    """The column whose cells are verdicts: one headed as such, or one that speaks of keeping and reverting."""
    best, most = None, (False, 0)
    for column in range(min(len(table.header), _MOST_COLUMNS)):
        cells = _cells(table, column)
        verdicts = sum(1 for cell in cells if verdict_of(cell))
        if verdicts and _plain(table.header[column].text) in _STATES:
            verdicts += sum(1 for cell in cells if cell.strip().lower() in _ENDED)
        if not verdicts or 2 * verdicts < sum(1 for cell in cells if not is_placeholder(cell)):
            continue
        rank = (_plain(table.header[column].text) in VERDICT_HEADERS, verdicts)
        if rank >= most and (rank[0] or any(is_decision(cell) for cell in cells)):
            best, most = column, rank
    return best


def row_extent(row: tuple[Cell, ...]) -> tuple[int, int]:
    """The source lines of a table row."""
    return row[0].lines[0], max(cell.lines[1] for cell in row)


def _cells(table: Table, column: int) -> list[str]:
    return [row[column].text for row in table.rows[:_MOST_ROWS] if column < len(row)]


def _plain(text: str) -> str:
    return one_line(text).strip("*_ :：").lower()


class _Columns(NamedTuple):
    """Where a table of attempts holds what was tried (name and description), the verdict and the notes on it."""

    attempt: tuple[int, ...]
    verdict: int
    notes: tuple[int, ...]


def _verdicts(context: Context, table: Table, column: int) -> Iterator[Fact]:
    columns = _Columns(_attempt_columns(table, column), column, _note_columns(table, column))
    explanations: list[_Explanation] | None = None
    for row in table.rows:
        verdict = verdict_of(row[column].text) if column < len(row) else ""
        named = [text for text in _texts(row, columns.attempt) if not is_placeholder(text)]
        told = one_line(row[column].text) if column < len(row) else ""
        if not verdict or not named or _is_baseline(named, told) or told.strip(marks.ALL).lower() in _ENDED:
            continue
        kind, reason = (Kind.SUCCESS, "") if verdict == "good" else (Kind.FAILURE, _row_reason(row, columns))
        if kind is Kind.FAILURE and not reason:
            explanations = _explanations(context.report) if explanations is None else explanations
            reason = _explained(explanations, row, named)
        text = _attempt_text(named, one_line(row[column].text))
        yield Fact(kind, row_extent(row), "attempt_tables.verdict", text=text, reason=reason, section=context.path)


def _texts(row: tuple[Cell, ...], columns: tuple[int, ...]) -> list[str]:
    return [one_line(row[column].text) for column in columns if column < len(row)]


def _is_baseline(named: list[str], verdict: str) -> bool:
    return any(_BASELINE.fullmatch(text.strip("* ")) for text in named) or verdict.lower().endswith("(baseline)")


def _attempt_columns(table: Table, verdict: int) -> tuple[int, ...]:
    """The columns that say what was tried: a name and a description where both are there."""
    wordy = [
        column for column in range(min(len(table.header), _MOST_COLUMNS)) if column != verdict and _is_wordy(table, column)
    ]
    heads = {column: _plain(table.header[column].text) for column in wordy}
    headed = [column for column in wordy if heads[column] in ATTEMPT_HEADERS]
    if not headed:
        return tuple(wordy[:1])
    best = min(headed, key=lambda column: ATTEMPT_HEADERS.index(heads[column]))
    names = [column for column in wordy if column < best and IDENTIFIER.isdisjoint(tokens_of(heads[column]))]
    return (*names[-1:], best)


def _is_wordy(table: Table, column: int) -> bool:
    cells = _cells(table, column)
    return sum(1 for cell in cells if not _NUMBER.fullmatch(cell)) * 2 > len(cells)


def _note_columns(table: Table, other: int) -> tuple[int, ...]:
    """The columns that explain: those headed exactly so first, then those whose heading holds such a word."""
    heads = [(column, _plain(head.text)) for column, head in enumerate(table.header[:_MOST_COLUMNS]) if column != other]
    exact = [column for column, head in heads if head in REASON_HEADERS]
    near = [column for column, head in heads if column not in exact and REASON_HEADERS & set(_WORD.findall(head))]
    return (*exact, *near)


def _attempt_text(named: list[str], verdict: str) -> str:
    """What was tried, and in brackets what the verdict adds as a figure (`REVERT (-12)`).

    A name of a word or two is told with the verdict: `bs-768: crashed (OOM)`.
    """
    text = ": ".join(part.strip("* ") for part in named)
    if len(text.split()) < _FEWEST_WORDS:
        return f"{text}: {verdict}"
    start = verdict.find("(")
    figure = verdict[start : verdict.find(")", start) + 1] if start >= 0 else ""
    return f"{text} {figure}" if figure and not bracketed(figure) else text


def _row_reason(row: tuple[Cell, ...], columns: _Columns) -> str:
    """Why the row failed, by its notes, else by what the verdict or the description says in passing."""
    verdict = one_line(row[columns.verdict].text)
    tried = " ".join(_texts(row, columns.attempt)[-1:])
    noted = next((text for text in _texts(row, columns.notes) if not is_placeholder(text)), "")
    told = noted or bracketed(verdict) or stated_reason(tried) or obstacle(tried) or bracketed(tried)
    inner = verdict.partition("(")[2].partition(")")[0]
    return told or next((text for text in (verdict, inner) if is_self_explaining(text)), "")


class _Explanation(NamedTuple):
    """An item or paragraph elsewhere in the report with a bold lead: what the lead names, and all of it."""

    head: str
    words: frozenset[str]
    text: str


def _explanations(report: Report) -> list[_Explanation]:
    found: list[_Explanation] = []
    for block in report.blocks:
        if isinstance(block, ListItem | Paragraph) and block.lead and len(found) < _MOST_EXPLANATIONS:
            head = block.text[: len(block.lead) + _LEAD_MARGIN].lower()
            found.append(_Explanation(head, frozenset(_WORD.findall(head)), block.text))
    return found


def _explained(explanations: list[_Explanation], row: tuple[Cell, ...], named: list[str]) -> str:
    """The reason given where a lead names this attempt, by its words or by the number of its experiment."""
    tag = frozenset(_WORD.findall(named[0].lower()))
    number = row[0].text.strip()
    for explanation in explanations:
        is_numbered = number.isdigit() and f"exp {number})" in explanation.head
        if is_numbered or (len(tag) > 1 and tag <= explanation.words):
            statement, _, rest = one_line(explanation.text).partition(". ")
            return reason_of(statement, rest, names_attempt=True)
    return ""


def _says_little(text: str) -> bool:
    """Whether a cell gives a number or no more than a verdict (`failed`)."""
    return _NUMBER.fullmatch(text) is not None or text[:1].isdigit() or len(text.split()) < _LEAST_REASON


def _is_headed_failed(table: Table) -> bool:
    """Whether the first column is headed as what failed."""
    return bool(table.header) and _FAILED_HEAD.match(_plain(table.header[0].text)) is not None


def _rows(context: Context, table: Table, kind: Kind) -> Iterator[Fact]:
    """Each row of a table of what worked or what failed: its name, and for a success what the other cells say."""
    notes = _note_columns(table, 0)
    for row in table.rows:
        name = one_line(row[0].text) if row else ""
        if not name or is_placeholder(name):
            continue
        told = [text for text in (one_line(cell.text) for cell in row[1:_MOST_COLUMNS]) if not is_placeholder(text)]
        if kind is Kind.FAILURE and told and is_untried(told[0]):
            continue
        text = f"{name}: {', '.join(told)}" if kind is Kind.SUCCESS and told else name
        reason = next(iter(_texts(row, notes)), "") if kind is Kind.FAILURE else ""
        if kind is Kind.FAILURE and not reason and len(told) == len(row) - 1 == 1 and not _says_little(told[0]):
            reason = told[0]  # the only other cell says what went wrong
        yield Fact(kind, row_extent(row), "attempt_tables.rows", text=text, reason=reason, section=context.path)
