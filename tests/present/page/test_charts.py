"""Charts as SVG."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

from bot.model.domain import Direction
from bot.model.draft import Comparison, Measurement, Source
from bot.present.page.charts import chart_svg

SVG = "{http://www.w3.org/2000/svg}"


def compared(*runs: tuple[str, str, float], best: int | None = None, swept: str = "") -> Comparison:
    bars = tuple(Measurement(run, value, number, Source("a.md", (1, 1))) for run, value, number in runs)
    return Comparison("Loss", "", Direction.LOWER, bars, best, swept)


def drawn(comparison: Comparison) -> Element:
    return fromstring(chart_svg(comparison))  # noqa: S314 - our own chart


def texts(svg: Element) -> list[str]:
    return [node.text or "" for node in svg.iter(f"{SVG}text")]


def test_bars_carry_their_runs_and_their_values_as_written_and_the_best_is_marked() -> None:
    svg = drawn(compared(("rank 8", "0.580", 0.58), ("rank 16", "0.41", 0.41), best=1))
    assert {"rank 8", "★ rank 16", "0.580", "0.41"} <= set(texts(svg))
    (marked,) = (node for node in svg.iter() if "best" in node.get("class", "").split())
    others = [node for node in svg.iter() if node.get("class") == "bar"]
    top = {node: float(next(node.iter(f"{SVG}rect")).get("y", "")) for node in (marked, *others)}
    assert top[marked] > top[others[0]]  # rank 16 is the second, below the first


def test_the_chart_is_told_in_words() -> None:
    svg = drawn(compared(("rank 8", "0.58", 0.58), ("rank 16", "0.41", 0.41), best=1))
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "Loss (lower is better). Best: rank 16 with 0.41. rank 8 0.58, rank 16 0.41."


def test_a_chart_holds_no_script_style_or_date_and_is_the_same_each_time() -> None:
    hostile = compared(('"><script>alert(1)</script>', "1", 1.0), ("b", "2", 2.0), best=0)
    svg = chart_svg(hostile)
    assert svg == chart_svg(hostile)
    assert [part for part in ("<script", "<style", "<!--", "onload") if part in svg] == []


def test_a_sweep_is_a_line() -> None:
    svg = drawn(compared(("1024", "1", 1.0), ("2048", "2", 2.0), ("4096", "3", 3.0), swept="M"))
    assert [node for node in svg.iter() if "dots" in node.get("class", "").split()]
