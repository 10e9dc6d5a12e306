"""One chart of a retrospective: the metric that compares its runs, as mermaid draws it on GitHub."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from bot.model.domain import Direction
from bot.model.draft import Comparison
from bot.propose.sanitising import plain

_MOST_BARS = 8
_LONGEST_LABEL = 28
_LEAST_DIFFERENCE = 0.01
_LARGEST = 1e12
_UNQUOTABLE = re.compile(r'["\\;#{}\[\]]')
_WORD = re.compile(r"[^\s_/:-]+")
_BETTER = {Direction.LOWER: " (lower is better)", Direction.HIGHER: " (higher is better)", Direction.UNKNOWN: ""}


def chart(comparisons: Sequence[Comparison]) -> str:
    """Return the mermaid text of the first comparison that is worth a picture, empty where none is.

    Worth it are two to eight runs whose values differ by a percent at least, and a metric of which one knows which way is
    better.
    """
    for comparison in comparisons:
        values = [bar.number for bar in comparison.measurements]
        is_shown = 2 <= len(values) <= _MOST_BARS and all(abs(value) < _LARGEST for value in values)
        if is_shown and comparison.direction is not Direction.UNKNOWN and _differ(values):
            return "\n".join(_lines(comparison, values))
    return ""


def _differ(values: Sequence[float]) -> bool:
    return max(values) - min(values) > _LEAST_DIFFERENCE * max(map(abs, values))


def _lines(comparison: Comparison, values: Sequence[float]) -> list[str]:
    low, high = _axis(values)
    unit = f", {comparison.unit}" if comparison.unit and comparison.unit not in comparison.metric else ""
    labels = ", ".join(map(_quoted, _short([bar.run for bar in comparison.measurements])))
    return [
        "xychart-beta",
        f"  title {_quoted(comparison.metric + unit + _BETTER[comparison.direction], 80)}",
        f"  x-axis [{labels}]",
        f"  y-axis {_quoted(comparison.unit or comparison.metric)} {_number(low)} --> {_number(high)}",
        f"  bar [{', '.join(map(_number, values))}]",
    ]


def _quoted(text: str, limit: int = _LONGEST_LABEL) -> str:
    return '"' + (plain(_UNQUOTABLE.sub("", text), limit) or "?") + '"'


def _short(runs: Sequence[str]) -> list[str]:
    """Return the runs, long ones without the words that all open or end with; what is still long keeps its last word."""
    if max(map(len, runs)) <= _LONGEST_LABEL:
        return list(runs)
    words = [_WORD.findall(run) for run in runs]
    fewest = min(map(len, words)) - 1
    lead = next((at for at in range(fewest) if len({each[at] for each in words}) > 1), max(fewest, 0))
    tail = next((at for at in range(fewest - lead) if len({each[-1 - at] for each in words}) > 1), max(fewest - lead, 0))
    labels = []
    for run, each in zip(runs, words, strict=True):
        kept = each[lead : len(each) - tail] if lead or tail else []
        label = " ".join(kept) or run
        room = _LONGEST_LABEL - len(kept[-1]) - 1 if kept else 0
        labels.append(f"{plain(label, room)} {kept[-1]}" if len(label) > _LONGEST_LABEL and room > 8 else label)
    return labels


def _axis(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of the value axis: from zero, or from just below the values where zero would make them look alike."""
    low, high = min(values), max(values)
    span = high - low
    step = 10.0 ** math.floor(math.log10(span))
    bottom = 0.0 if 0 <= low < high / 2 else math.floor((low - span / 2) / step) * step
    return (max(bottom, 0.0) if low >= 0 else bottom), max(0.0, math.ceil((high + span / 10) / step) * step)


def _number(value: float) -> str:
    return f"{value:.10f}".rstrip("0").rstrip(".") or "0"
