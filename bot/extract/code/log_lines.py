"""Metrics in logs and printed results: `step 100 loss 2.43`, `loss: 2.43 | lr: 1e-4`, `throughput=12.5k tok/s`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.extract.measurement_units import is_measured_unit
from bot.extract.numbers import mentions
from bot.extract.values.clauses import words_before
from bot.extract.values.measurements import measured
from bot.extract.values.names import Names, clean_name
from bot.model.fact import Kind

_READING = re.compile(
    r"(?P<name>[A-Za-z_%][\w%/@.\-]*(?:[ ][A-Za-z_%(][\w%/@.()\-]*){0,4}?)(?P<sign>['\"]?\s*[:=]\s*|\s+)"
    r"(?P<value>(?:[+\-~]?|−)\d[\w.,%/+\-]*(?:\s?(?:[A-Za-zµ]+/s|[KMGT]i?B|ms|us|µs|s|x|%)(?![\w/=:]))?)"
)
_COLUMNS = re.compile(
    r"\s*(?P<name>[A-Za-z]\S*(?: \S+){0,6})(?:\s{2,}|\t)\S{1,20}(?:\s{2,}|\t)(?P<value>[+\-]?\d[\d.,]*)\s*"
)
_PLACE = re.compile(
    r"\b(?P<name>step|iter(?:ation)?|epoch|round|it|episode|update|batch)s?\b['\"]?[\s:=#]*(?P<value>\d+(?:\.\d+)?)",
    re.IGNORECASE,
)
_CASE = re.compile(r"\s*(\d+[x×][\dx×]+):\s")
_TERM = re.compile(
    r"\s*[×*/+]\s*[\d(]|\s*[×*/+-] [A-Za-z_]\w*\s*(?:[×*/+]|$)"
)  # a number in a sum or a product is no reading
_HEADED = re.compile(r"\s*\[([^\[\]]{3,48})\]\s*")  # `[Matrix size: 512x512]`
_SIZES = re.compile(r"(?<!\w)((?:[A-Z]\s?=\s?\d+(?:,\s*|\b)){2,})")  # `Running with M=512, N=512`
_RUN = re.compile(r"\s*(?:[A-Z]{2,12}: )?(?P<name>[A-Za-z][^:=|,]{0,80}):\s+(?=[~<]?\d)")  # `TEST: naive : 257 ms, ...`
_DIGITS = re.compile(r"\d[\d.,]*")
_CODE = re.compile(
    r"[;{]\s*$|^\s*\}|^\s*(?:def|for|if|while|return|import|from|class|int|float|void|auto|const|template|#include)\b|[├└│]",
    re.MULTILINE,
)
_SAME_SHAPE = 4  # lines of one shape of which all are read; of more, the first and the last
_MOST_LINES = 60
_MOST_CHARACTERS = 2000


class Reading(NamedTuple):
    """A metric read from a log line.

    `line` counts from 0 in the block; `place` is the step, epoch or size, empty if there is none.
    """

    name: str
    value: str
    place: str
    line: int


def _in_columns(line: str) -> tuple[str, str] | None:
    """Name and value of a line in three columns (`dram__throughput   %   91.20`), as profilers print them."""
    match = _COLUMNS.fullmatch(line)
    return (match["name"], match["value"]) if match else None


def log_readings(text: str, names: Names) -> Iterator[Reading]:
    """Yield the metrics of a log. Of many lines of one shape only the first and the last are read."""
    if _CODE.search(text):
        return
    lines = text.split("\n")
    cases = _cases(lines) if "[" in text or "=" in text else {}
    for number, line in _chosen(lines):
        case = cases.get(number, "")
        for reading in _read(line[:_MOST_CHARACTERS], number, names):
            yield reading._replace(place=f"{case}, {reading.place}".rstrip(", ")) if case else reading


def _cases(lines: Sequence[str]) -> dict[int, str]:
    """The case that each line is below: `[Matrix size: 512x512]` alone on a line above, or a line with `M=512, N=512`."""
    found: dict[int, str] = {}
    case = ""
    for number, line in enumerate(lines):
        headed = _HEADED.fullmatch(line) if "[" in line else None
        if headed is None and line.count("=") > 1 and not _count_measured(line):
            headed = _SIZES.search(line)
        case = headed[1].strip(" ,") if headed else case
        if case and not headed:
            found[number] = case
    return found


def _chosen(lines: list[str]) -> list[tuple[int, str]]:
    shapes: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if any(character.isdigit() for character in line[:_MOST_CHARACTERS]):
            shapes.setdefault(_DIGITS.sub("0", line[:200]), []).append(number)
    chosen: list[int] = []
    for numbers in shapes.values():
        chosen.extend(numbers if len(numbers) <= _SAME_SHAPE else (numbers[0], numbers[-1]))
    return [(number, lines[number]) for number in sorted(chosen)[:_MOST_LINES]]


def _read(line: str, number: int, names: Names) -> Iterator[Reading]:
    if (columns := _in_columns(line)) is not None:
        yield Reading(*columns, "", number)
        return
    spot = _PLACE.search(line)
    run = _run(line, names)
    place = f"{spot['name'].lower()} {spot['value']}" if spot else _case(line, names) or run
    rest = line
    for match in _READING.finditer(line):
        name = clean_name(match["name"])
        if "(" in name and ")" not in name:
            name = name.rpartition("(")[2]  # `PASS (max_rel=1.24%)`
        elif " " in name:
            name = words_before(name)  # `but eval loss is around 1.5`
        if (spot and spot.start() <= match.start() < spot.end()) or (run and name == run):
            continue
        value = match["value"].rstrip(".,;")
        if not _TERM.match(line, match.end()) and _is_reading(
            name, value, match["sign"].strip("'\" "), spot is not None, names
        ):
            yield Reading(name, value, place, number)
            rest = rest[: match.start()] + "\x00" * (match.end() - match.start()) + rest[match.end() :]
    for one in measured(rest, str, names):
        if (
            names.is_metric(one.name)
            and one.name != "speedup"
            and any(character.isalpha() or character == "%" for character in one.value)
        ):
            yield Reading(one.name, one.value, place, number)


def _case(line: str, names: Names) -> str:
    """What a line is about by the label that opens it and names no metric: `512x512: PASS (max_rel=2.3%)`."""
    label = _CASE.match(line)
    return label[1] if label and not names.senses(label[1]) else ""


def _run(line: str, names: Names) -> str:
    """What a line with several measurements is about by the label before the first: `Triton: 0.031 ms, 8.71 TFLOPS`."""
    label = _RUN.match(line) if ": " in line and "," in line else None
    name = " ".join(label["name"].split()) if label and _count_measured(line) > 1 else ""
    return name if Kind.METRIC not in names.senses(name) else ""


def _count_measured(line: str) -> int:
    return sum(is_measured_unit(one.unit) for one in mentions(line))


def _is_reading(name: str, value: str, sign: str, placed: bool, names: Names) -> bool:
    """Whether a name and a number are a metric: by the name, or by a sign on a line with a step or a decimal."""
    if next(mentions(value), None) is None:
        return False
    senses = names.senses(name)
    return senses == (Kind.METRIC,) or (not senses and bool(sign) and " " not in name and (placed or "." in value))
