"""Charts of comparisons as SVG that takes its colours from the page: bars for runs, a line for a sweep."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, tostring

import pygal
from pygal.style import Style

from bot.model.draft import Comparison
from bot.propose.chart import axis, best_run, chart_title, run_labels

_BAR = 30
_HEIGHT = 240
_WIDTH = 640
_EDGES = 44
_MOST_TICKS = 8
_ROOM = 48
"""Characters of values that fit beside each other."""

_STYLE = Style(
    background="transparent",
    plot_background="transparent",
    font_family="inherit",
    label_font_size=13,
    major_label_font_size=13,
    value_font_size=13,
    value_label_font_size=13,
)
_LEFT_OUT = ("script", "style", "desc")
"""What pygal adds for its own script and colours; the page has a style of its own, and runs no script of a chart."""


def chart_svg(comparison: Comparison) -> str:
    """Return the chart of a comparison that is worth a picture. Its text is that of the page; it holds no style."""
    labels = run_labels(comparison)
    values = [bar.number for bar in comparison.measurements]
    longest = max(len(bar.value) for bar in comparison.measurements)
    chart = _line(len(labels), longest) if comparison.swept else _bars(len(labels))
    chart.range = axis(values)
    chart.zero = chart.range[0]
    # pygal draws lying bars from the bottom up
    order = range(len(labels)) if comparison.swept else range(len(labels) - 1, -1, -1)
    chart.x_labels = [f"\u2605 {labels[at]}" if at == comparison.best else labels[at] for at in order]
    shown = {bar.number: bar.value for bar in comparison.measurements}
    chart.value_formatter = lambda value: shown.get(value, f"{value:,.6g}")
    chart.add("", [values[at] for at in order])
    best = None if comparison.best is None else list(order).index(comparison.best)
    tree: Element = chart.render_tree()
    _bare(tree, best)
    tree.attrib |= {"role": "img", "aria-label": alternative(comparison)}
    return tostring(tree, encoding="unicode")


def alternative(comparison: Comparison) -> str:
    """Return the chart in words: its title, the best run, and every value."""
    best = best_run(comparison)
    told = f" Best: {best.run} with {best.value}." if best else ""
    values = ", ".join(f"{bar.run} {bar.value}" for bar in comparison.measurements)
    return f"{chart_title(comparison)}.{told} {values}."


def _bars(count: int) -> Any:
    return pygal.HorizontalBar(**_options(), print_values=True, height=_EDGES + _BAR * count, show_y_guides=False)


def _line(count: int, longest: int) -> Any:
    """A line; values are written at its points where there is room, and stand in the table below it either way."""
    has_room = count * longest <= _ROOM
    return pygal.Line(**_options(), height=_HEIGHT, dots_size=4, print_values=has_room)


def _options() -> dict[str, Any]:
    common = {
        "style": _STYLE,
        "js": (),
        "no_prefix": True,
        "show_legend": False,
        "max_scale": _MOST_TICKS,
        "width": _WIDTH,
        "margin": 6,
    }
    return {**common, "classes": ("chart",), "disable_xml_declaration": True}


def _bare(tree: Element, best: int | None) -> None:
    """Take out scripts, styles, comments and empty ids; mark the bar of the best run, which is the one at index `best`."""
    for parent in list(tree.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in _LEFT_OUT:
                parent.remove(child)
        if parent.get("id") == "":
            del parent.attrib["id"]
    bars = [node for node in tree.iter() if {"bar", "dots"} & set(node.get("class", "").split())]
    for at, node in enumerate(bars):
        if at == best:
            node.set("class", f"{node.get('class')} best")
