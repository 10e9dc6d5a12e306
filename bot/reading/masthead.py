"""What a report says of itself at its top: title, date and status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.model.report import Block, CodeBlock, Heading, Table
from bot.reading.calendar_dates import find_dates
from bot.reading.contents import Contents

_TOP_BLOCKS = 40
_KIND = (
    r"(?:(?:training|experiment|experimental|benchmark|kernel|evaluation|eval|ablation|profiling|performance|research|run)\s+)*+"
    r"(?:reports?|experiments?|benchmarks?|retrospective|ablation|write-?up)"
)
_PREFIX = re.compile(rf"{_KIND}\s*+(?:[:：]|[-–—]\s)\s*+(?=\S)", re.I)
_PLACEHOLDER = re.compile(r"[{<][^{}<>]*[}>]|\b(?:TODO|TBD)\b|YYYY", re.I)
_SEPARATOR = re.compile(r"\s[|·•]\s|\n")
_KEY_VALUE = re.compile(r"[\W_]*+([^:：\n]{1,40}?)[*_`\s]*[:：][*_`\s]*(.*)")
_STATUS_KEYS = ("status", "state", "状态", "狀態", "상태", "trạng thái")
_DATE_KEYS = (
    ("date", "dates", "run date", "experiment date", "report date", "日期", "날짜", "실험일", "ngày"),
    (
        "created",
        "generated",
        "completed",
        "started",
        "timestamp",
        "time",
        "run",
        "when",
        "测试日期",
        "实验日期",
        "作成日",
        "작성일",
    ),
    ("updated", "last updated", "last modified", "last revised", "revised", "modified", "更新日期", "수정일"),
)
_STATUS_END = re.compile(r"\s+[-–—(]|[;.,(（]|$")
_GENERIC_STEMS = frozenset({"readme", "index", "report", "results", "notes", "summary"})


@dataclass(frozen=True, slots=True)
class Masthead:
    """Title, ISO date and status; each may be empty."""

    title: str
    date: str
    status: str


def read_masthead(path: str, contents: Contents) -> Masthead:
    """Return what the report at `path` says of itself; its file name stands in for what it does not say."""
    own = {str(key).lower(): value for key, value in contents.front_matter.items()}
    title = _title(contents, own)
    pairs = tuple(_top_pairs(contents.blocks))
    date = _date(path, contents, own, title, pairs)
    status = _plain(_text(own.get("status"))) or next((value for key, value in pairs if key in _STATUS_KEYS), "")
    return Masthead(title or _title_from_path(path), date, _status(status))


def _title(contents: Contents, own: Mapping[str, object]) -> str:
    heading = next((block for block in contents.blocks if isinstance(block, Heading) and block.text), None)
    named = contents.title or _text(own.get("title"))
    title = heading.text if heading and (heading.level == 1 or not named) else named
    title = _plain(title)
    title = _PREFIX.sub("", title, count=1) if _PREFIX.match(title) else title
    return "" if _PLACEHOLDER.fullmatch(title) else title


def _title_from_path(path: str) -> str:
    *folders, name = path.split("/")
    stem = name.partition(".")[0] or name
    return folders[-1] if folders and stem.lower() in _GENERIC_STEMS else stem


def _date(path: str, contents: Contents, own: Mapping[str, object], title: str, pairs: tuple[tuple[str, str], ...]) -> str:
    candidates = [_text(own.get("date")), contents.date]
    for keys in _DATE_KEYS:
        candidates += [value for key, value in pairs if key in keys]
    candidates += [title, _spaced(path.rpartition("/")[2]), *(_spaced(folder) for folder in reversed(path.split("/")[:-1]))]
    found = (find_dates(candidate[:200]) for candidate in candidates if candidate)
    return next((dates[0].iso for dates in found if dates), "")


def _spaced(name: str) -> str:
    """Return a file name without suffix in which a date stands free: `run_20260312T08.log` -> `run 20260312 08`."""
    return re.sub(r"(?<=\d)T(?=\d)|_(?=[A-Za-z])|(?<=[A-Za-z])[_.]|\.(?=[A-Za-z])", " ", name)


def _status(value: str) -> str:
    if _PLACEHOLDER.search(value):
        return ""
    end = _STATUS_END.search(value)
    return value[: end.start() if end else None].strip()[:60]


def _top_pairs(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """Yield the `key: value` pairs of the lines, list items and two-column tables at the top of a report."""
    for block in blocks[:_TOP_BLOCKS]:
        if isinstance(block, Table):
            for row in (block.header, *block.rows[:_TOP_BLOCKS]):
                if len(row) == 2:
                    yield row[0].text.strip("*: ").lower(), _plain(row[1].text)
        elif not isinstance(block, Heading | CodeBlock):
            yield from _pairs(block.text[:2000])


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in _SEPARATOR.split(text):
        match = _KEY_VALUE.match(part)
        if match:
            yield match[1].strip().lower(), _plain(match[2])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _plain(text: str) -> str:
    return text.replace("`", "").replace("**", "").strip()
