"""What worked and what failed in tables of attempts: a column says keep or revert, pass or fail, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.context import Context, SectionRole
from bot.extract.passages import is_placeholder, one_line
from bot.extract.reasons import bracketed, obstacle, reason_of, stated_reason
from bot.model.fact import Fact, Kind
from bot.model.report import Cell, ListItem, Paragraph, Report, Table

GOOD_VERDICTS = """keep|kept|pass|passed|passes|ok|success|successful|succeeded|accept|accepted|works|worked|yes|win|adopted|merged|effective
improved|promoted|correct|fully effective|成功|通过|有效|保留|采用|성공|통과|채택|유지|thành công|đạt"""
BAD_VERDICTS = """revert|reverted|fail|failed|fails|oom|out of memory|crash|crashed|reject|rejected|discard|discarded|abandoned|timeout
timed out|broken|nan|diverged|error|regressed|ineffective|worse|dropped|loss|unstable|not supported|slower|no
失败|无效|放弃|回退|报错|显存不足|실패|폐기|기각|되돌림|메모리 부족|thất bại"""
VERDICT_HEADERS = frozenset(
    """verdict|result|results|status|outcome|decision|conclusion|kept|keep?|keep|worked?|pass|pass?|kết quả|trạng thái
    结果|状态|结论|是否保留|결과|상태|판정|결론""".replace("\n", "|")
    .replace("    ", "")
    .split("|")
)
REASON_HEADERS = frozenset(
    """why|reason|reasons|cause|root cause|note|notes|comment|comments|explanation|observation|observations|remark|remarks|detail
    details|error|message|diagnosis|lý do|ghi chú|原因|备注|说明|이유|원인|비고|설명""".replace("\n    ", "|").split("|")
)
ATTEMPT_HEADERS = [
    "what was tried",
    "what we tried",
    "tried",
    "attempt",
    "change",
    "description",
    "optimization",
    "optimisation",
    "idea",
    "approach",
    "technique",
    "method",
    "variant",
    "configuration",
    "config",
    "experiment",
    "kernel",
    "run",
    "name",
    "tag",
    "尝试",
    "改动",
    "方法",
    "优化",
    "实验",
    "시도",
    "방법",
    "변경",
    "설명",
    "thử nghiệm",
    "phương pháp",
]

_WORD = re.compile(r"[^\W_]+")
_MOST_ATTEMPTS = 500
_MOST_COLUMNS = 64
_SELF_EXPLAINING = frozenset({"oom", "out of memory", "timeout", "timed out", "nan", "diverged", "显存不足", "메모리 부족"})
_BASELINE = re.compile(r"\b(?:baseline|base line|reference|기준|基线)\b|기준|基线", re.I)
_FAILED_HEAD = re.compile(r"(?:what )?(?:failed|did ?n[o']t work|doesn'?t work)|failures?(?: modes?)?$|失败|실패")
_NUMBER = re.compile(r"[\d\s.,%x×~+\-–—]*")


def facts(context: Context) -> Iterator[Fact]:
    """Yield a success or failure for each row of a table that has a column of verdicts, or of things that failed."""
    if context.role in (SectionRole.PLAN, SectionRole.QUESTIONS, SectionRole.FILES):
        return
    for block in context.section.blocks:
        if isinstance(block, Table):
            column = verdict_column(block)
            if column is not None:
                yield from _verdicts(context, block, column)
            elif context.role is SectionRole.WORKED:
                yield from _rows(context, block, Kind.SUCCESS)
            elif context.role is SectionRole.FAILED or _is_headed_failed(block):
                yield from _rows(context, block, Kind.FAILURE)


def is_attempt_table(table: Table, role: SectionRole) -> bool:
    """Whether the rows of `table` are attempts that this module reads."""
    if role in (SectionRole.WORKED, SectionRole.FAILED) or _is_headed_failed(table):
        return True
    return verdict_column(table) is not None


def verdict_column(table: Table) -> int | None:
    """The column whose cells are verdicts: one headed as such, or one that speaks of keeping and reverting."""
    best, most = None, (False, 0)
    for column in range(min(len(table.header), _MOST_COLUMNS)):
        cells = [row[column].text for row in table.rows[:_MOST_ATTEMPTS] if column < len(row)]
        verdicts = sum(1 for cell in cells if verdict_of(cell))
        filled = sum(1 for cell in cells if not is_placeholder(cell))
        rank = (_plain(table.header[column].text) in VERDICT_HEADERS, verdicts)
        if verdicts and 2 * verdicts >= filled and (rank[0] or _is_decided(cells)) and rank >= most:
            best, most = column, rank
    return best


def verdict_of(cell: str) -> str:
    """`good` or `bad` where `cell` opens with a verdict (`KEEP (+3%)`, `VERIFIED_OOM`), empty where it does not."""
    good, bad = _verdict_words()
    words = _WORD.findall(cell.lower())[:3]
    if words[:1] == ["verified"]:
        words = words[1:]
    for size in (3, 2, 1):
        phrase = " ".join(words[:size])
        if (phrase in good or phrase in bad) and (phrase not in _BARE or len(words) == 1):
            return "good" if phrase in good else "bad"
    opening = cell.strip()
    if opening[:1] in ("✅", "✓", "✔"):
        return "good"
    return "bad" if opening[:1] in ("❌", "✗", "✘") else ""


def _verdict_words() -> tuple[frozenset[str], frozenset[str]]:
    return _GOOD, _BAD


_GOOD = frozenset(GOOD_VERDICTS.replace("\n", "|").split("|"))
_BAD = frozenset(BAD_VERDICTS.replace("\n", "|").split("|"))
_BARE = frozenset(
    {"no", "yes", "loss", "error", "worse", "slower", "dropped", "win", "works", "correct"}
)  # alone in their cell
_DECISIONS = frozenset(
    ("keep", "kept", "revert", "reverted", "reject", "rejected", "ineffective", "effective", "fully effective")
)


def _is_decided(cells: list[str]) -> bool:
    return any(_plain(cell).split(" (")[0] in _DECISIONS for cell in cells)


def _plain(text: str) -> str:
    return one_line(text).strip("*_ :：").lower()


def _verdicts(context: Context, table: Table, column: int) -> Iterator[Fact]:
    attempts = _attempt_columns(table, column)
    for row in table.rows:
        if column >= len(row):
            continue
        cell = one_line(row[column].text)
        verdict = verdict_of(cell)
        named = [one_line(row[place].text) for place in attempts if place < len(row)]
        if not verdict or any(_BASELINE.fullmatch(text.strip("* ")) for text in (*named, bracketed(cell))):
            continue
        text = _attempt_text([text for text in named if not is_placeholder(text)], cell)
        if not text:
            continue
        kind = Kind.SUCCESS if verdict == "good" else Kind.FAILURE
        reason = _row_reason(context.report, table, row, column, named) if kind is Kind.FAILURE else ""
        yield Fact(kind, _extent(row), "attempt_tables.verdict", text=text, reason=reason, section=context.path)


def _attempt_columns(table: Table, verdict: int) -> tuple[int, ...]:
    """The columns that say what was tried: a name and a description where both are there."""
    texts = [column for column in range(len(table.header)) if column != verdict and _is_wordy(table, column)]
    headed = sorted(
        (ATTEMPT_HEADERS.index(_plain(table.header[column].text)), column)
        for column in texts
        if _plain(table.header[column].text) in ATTEMPT_HEADERS
    )
    if headed:
        best = headed[0][1]
        names = [column for column in texts if column < best]
        return (names[-1], best) if names else (best,)
    return tuple(texts[:1])


def _is_wordy(table: Table, column: int) -> bool:
    cells = [row[column].text for row in table.rows[:_MOST_ATTEMPTS] if column < len(row)]
    return sum(1 for cell in cells if not _NUMBER.fullmatch(cell)) * 2 > len(cells)


def _attempt_text(named: list[str], verdict: str) -> str:
    """What was tried, and in brackets what the verdict adds as a figure (`REVERT (-12)`)."""
    if not named:
        return ""
    text = ": ".join(part.strip("* ") for part in named)
    start = verdict.find("(")
    figure = verdict[start : verdict.find(")", start) + 1] if start >= 0 else ""
    return f"{text} {figure}" if figure and not bracketed(figure) else text


def _row_reason(report: Report, table: Table, row: tuple[Cell, ...], column: int, named: list[str]) -> str:
    cell = one_line(row[column].text)
    noted = [one_line(row[place].text) for place in _reason_columns(table, column) if place < len(row)]
    noted = [text for text in noted if not is_placeholder(text)]
    description = named[-1] if named else ""
    if noted:
        return noted[0]
    return (
        bracketed(cell)
        or stated_reason(description)
        or obstacle(description)
        or bracketed(description)
        or _explained(report, row, named)
        or (cell if _is_self_explaining(cell) else "")
    )


def _reason_columns(table: Table, column: int) -> list[int]:
    heads = list(enumerate(_plain(head.text) for head in table.header[:_MOST_COLUMNS]))
    exact = [place for place, head in heads if place != column and head in REASON_HEADERS]
    return exact + [
        place for place, head in heads if place not in (column, *exact) and REASON_HEADERS & set(_WORD.findall(head))
    ]


def _is_self_explaining(cell: str) -> bool:
    words = _WORD.findall(cell.lower())
    return " ".join(words[words[:1] == ["verified"] :]) in _SELF_EXPLAINING


def _explained(report: Report, row: tuple[Cell, ...], named: list[str]) -> str:
    """The reason that an item or paragraph elsewhere gives, whose bold lead names this attempt."""
    tags = {frozenset(_WORD.findall(text.lower())) for text in named[:1]}
    number = row[0].text.strip() if row and row[0].text.strip().isdigit() else ""
    for block in report.blocks:
        if not isinstance(block, ListItem | Paragraph) or not block.lead:
            continue
        head = block.text[: len(block.lead) + 24].lower()
        words = frozenset(_WORD.findall(head))
        if (number and f"exp {number})" in head) or any(len(tag) > 1 and tag <= words for tag in tags):
            statement, _, rest = one_line(block.text).partition(". ")
            return reason_of(statement, rest)
    return ""


def _is_headed_failed(table: Table) -> bool:
    """Whether the first column is headed as what failed."""
    return bool(table.header) and _FAILED_HEAD.match(_plain(table.header[0].text)) is not None


def _rows(context: Context, table: Table, kind: Kind) -> Iterator[Fact]:
    """Each row of a table of what worked or what failed: its name, and for a success what the other cells say."""
    reasons = _reason_columns(table, 0)
    for row in table.rows:
        cells = [one_line(cell.text) for cell in row]
        if not cells or is_placeholder(cells[0]):
            continue
        told = [cell for cell in cells[1:] if not is_placeholder(cell)]
        text = f"{cells[0]}: {', '.join(told)}" if kind is Kind.SUCCESS and told else cells[0]
        reason = next((cells[place] for place in reasons if place < len(cells)), "") if kind is Kind.FAILURE else ""
        yield Fact(kind, _extent(row), "attempt_tables.rows", text=text, reason=reason, section=context.path)


def _extent(row: tuple[Cell, ...]) -> tuple[int, int]:
    return row[0].lines[0], max(cell.lines[1] for cell in row)
