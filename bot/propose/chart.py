"""Charts of a retrospective as mermaid draws them on GitHub: one for each comparison that is worth a picture."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.model.domain import Direction
from bot.model.draft import Comparison, Measurement
from bot.propose.sanitising import plain

_MOST_BARS = 8
_LONGEST_LABEL = 28
_LEAST_DIFFERENCE = 0.01
_LARGEST = 1e12
_LEAST_HEAD = 8
_SEEN = 0.25
"""The share of the largest value that a difference needs to be seen on an axis that starts at zero."""

_UNQUOTABLE = re.compile(r'["\\;#{}\[\]]')
_WORD = re.compile(r"(?:[^\s_/:-]|(?<=\de)-(?=\d))+")  # `6e-4` is one word
_BETTER = {Direction.LOWER: "lower is better", Direction.HIGHER: "higher is better", Direction.UNKNOWN: ""}
_BEST = "\u2605"
_HEAD, _ROW = 90, 30
"""Pixels of a chart above its bars, and of one bar."""

_SCALES = ((1e9, 1e9, "billions"), (1e6, 1e6, "millions"), (1e5, 1e3, "thousands"))
_COLOURS = "#7d8590, #1f883d"
"""The runs and the best one: readable on white and on GitHub's dark page."""


class Chart(NamedTuple):
    """A chart: its title, what it draws in mermaid's words, and the comparison behind it."""

    title: str
    mermaid: str
    comparison: Comparison


def charts(comparisons: Sequence[Comparison]) -> tuple[Chart, ...]:
    """Return the chart of each comparison that is worth a picture, in the order of the comparisons."""
    return tuple(_chart(each) for each in comparisons if is_worth_a_picture(each))


def is_worth_a_picture(comparison: Comparison) -> bool:
    """Say whether two to eight runs differ by a percent at least, in a metric of which one knows which way is better."""
    values = [bar.number for bar in comparison.measurements]
    is_shown = 2 <= len(values) <= _MOST_BARS and all(abs(value) < _LARGEST for value in values)
    return is_shown and comparison.direction is not Direction.UNKNOWN and _differ(values)


def chart_title(comparison: Comparison) -> str:
    """Return metric, unit, what it was measured by, and which way is better: `Val loss (lower is better)`."""
    unit = comparison.unit
    metric = comparison.metric + (f", {unit}" if unit and unit.lower() not in comparison.metric.lower() else "")
    by = f" by {comparison.swept}" if comparison.swept else ""
    better = _BETTER[comparison.direction]
    return metric + by + (f" ({better})" if better else "")


def run_labels(comparison: Comparison) -> list[str]:
    """Return a short label for each run."""
    return _short([bar.run for bar in comparison.measurements])


def best_run(comparison: Comparison) -> Measurement | None:
    """Return the best run, None where nobody can say which it is."""
    return None if comparison.best is None else comparison.measurements[comparison.best]


def _differ(values: Sequence[float]) -> bool:
    return max(values) - min(values) > _LEAST_DIFFERENCE * max(map(abs, values))


def _chart(comparison: Comparison) -> Chart:
    title = chart_title(comparison)
    return Chart(title, "\n".join(_lines(comparison, title)), comparison)


def _lines(comparison: Comparison, title: str) -> list[str]:
    """Bars lie, so that the names of runs stand beside each other; a sweep is a line."""
    scale, size = _scale([bar.number for bar in comparison.measurements])
    values = [bar.number / scale for bar in comparison.measurements]
    low, high = axis(values)
    notes = [size, f"axis from {_number(low)}" if low > 0 else ""]
    name = ", ".join([title.removesuffix(")"), *(note for note in notes if note)]) + ")" if any(notes) else title
    best = None if comparison.swept else comparison.best
    labels = [f"{_BEST} {label}" if at == best else label for at, label in enumerate(run_labels(comparison))]
    return [
        _settings(len(values), bool(comparison.swept)),
        "xychart-beta" if comparison.swept else "xychart-beta horizontal",
        f"  title {_quoted(name, 100)}",
        f"  x-axis [{', '.join(map(_quoted, labels))}]",
        f"  y-axis {_number(low)} --> {_number(high)}",
        f"  {'line' if comparison.swept else 'bar'} [{', '.join(map(_number, values))}]",
        *([] if best is None else [_best_bar(best, values, low - (high - low))]),
    ]


def _settings(runs: int, is_line: bool) -> str:
    """The directive that sizes and colours the chart; what an older mermaid does not know of it, it ignores."""
    size = "" if is_line else f'"height": {_HEAD + _ROW * runs}, "showDataLabel": true'
    return f'%%{{init: {{"xyChart": {{{size}}}, "themeVariables": {{"xyChart": {{"plotColorPalette": "{_COLOURS}"}}}}}}}}%%'


def _best_bar(best: int, values: Sequence[float], nowhere: float) -> str:
    """A second row of bars in the second colour: only the best is on the axis, and lies on the first one's bar."""
    return f"  bar [{', '.join(_number(value if at == best else nowhere) for at, value in enumerate(values))}]"


def _scale(values: Sequence[float]) -> tuple[float, str]:
    """By what large values are divided so that their axis can be read, and how that is called."""
    largest = max(map(abs, values))
    return next(((scale, name) for least, scale, name in _SCALES if largest >= least), (1.0, ""))


def _quoted(text: str, limit: int = _LONGEST_LABEL + 2) -> str:
    return '"' + (plain(_UNQUOTABLE.sub("", text), limit) or "?") + '"'


def _short(runs: Sequence[str]) -> list[str]:
    """Return the runs, long ones without the words that all open or end with; what is still long keeps its last words."""
    if max(map(len, runs)) <= _LONGEST_LABEL:
        return list(runs)
    words = [_WORD.findall(run) for run in runs]
    fewest = min(map(len, words)) - 1
    lead = next((at for at in range(fewest) if len({each[at] for each in words}) > 1), max(fewest, 0))
    tail = next((at for at in range(fewest - lead) if len({each[-1 - at] for each in words}) > 1), max(fewest - lead, 0))
    told = [" ".join(each[lead : len(each) - tail]) if lead or tail else run for run, each in zip(runs, words, strict=True)]
    labels = [_with_last_words(label, 1) for label in told]
    for kept in (2, 3):
        if len(set(labels)) < len(set(told)):
            labels = [_with_last_words(label, kept) for label in told]
    return labels


def _with_last_words(label: str, kept: int) -> str:
    """A long label cut before its last words, which often tell it from the others."""
    end = " ".join(label.split()[-kept:])
    room = _LONGEST_LABEL - len(end) - 1
    return label if len(label) <= _LONGEST_LABEL or room <= _LEAST_HEAD else f"{plain(label, room)} {end}"


def axis(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of a chart's value axis: from zero, or from just below the values where that hides the difference."""
    low, high = min(values), max(values)
    span = high - low
    step = 10.0 ** math.floor(math.log10(span))
    bottom = 0.0 if low >= 0 and span > _SEEN * high else math.floor((low - span / 2) / step) * step
    return (max(bottom, 0.0) if low >= 0 else bottom), max(0.0, math.ceil((high + span / 10) / step) * step)


def _number(value: float) -> str:
    return f"{value:.10f}".rstrip("0").rstrip(".") or "0"
