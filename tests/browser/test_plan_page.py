"""The page of `dry-run --format html` as people meet it: mouse, keyboard, screen reader, phone, a hostile report."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT

pytestmark = pytest.mark.slow
EXAMPLES = ("research", "unsloth", "cuda")
HOSTILE = """\
# <script>document.title = "owned"</script> rank sweep

**Status:** Completed

## Results

| Run | Eval loss | Peak VRAM (GB) |
|---|---|---|
| <img src=x onerror="document.title='owned'"> r8 | 0.412 | 21.4 |
| [r16](javascript:document.title='owned') | 0.371 | 21.8 |

## Key findings

- r16 reaches an eval loss of 0.371 <svg onload="document.title='owned'"></svg> at 21.8 GB.
- <iframe srcdoc="<script>top.document.title='owned'</script>"></iframe> Use rank 16 for all runs.
"""


def page(folder: Path, out: Path) -> str:
    if not (find_spec("nh3") and find_spec("pygal")):
        pytest.skip("the extra html is not installed")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "dry-run", "all", "--format", "html", "-C", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    out.write_text(done.stdout, encoding="utf-8")
    return out.as_uri()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    hostile = Path(shutil.copytree(ROOT / "examples" / "unsloth", folder / "lab"))
    (hostile / "training_reports" / "2025-02-01-rank.md").write_text(HOSTILE, encoding="utf-8")
    found = {name: page(ROOT / "examples" / name, folder / f"{name}.html") for name in EXAMPLES}
    return found | {"hostile": page(hostile, folder / "hostile.html")}


def look(browser: Any, url: str, width: int = 1400, scheme: str = "light") -> None:
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get_log("browser")
    browser.get(url)


def press(browser: Any, key: str) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.switch_to.active_element.send_keys(getattr(Keys, key))


@pytest.mark.parametrize("name", [*EXAMPLES, "hostile"])
def test_the_page_opens_without_an_error_and_without_the_network(browser: Any, pages: dict[str, str], name: str) -> None:
    look(browser, pages[name])
    assert browser.get_log("browser") == []
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_a_hostile_report_is_shown_and_runs_nothing(browser: Any, pages: dict[str, str]) -> None:
    look(browser, pages["hostile"])
    assert "owned" not in browser.title.replace('document.title = "owned"', "")
    assert "onerror=" in browser.find_element("id", "sources").text
    assert browser.execute_script("return document.querySelectorAll('img, iframe, svg[onload], [onerror]').length") == 0


def test_a_number_leads_to_its_line_which_is_seen_beside_it(browser: Any, pages: dict[str, str]) -> None:
    look(browser, pages["unsloth"])
    number = next(each for each in browser.find_elements("css selector", "#files a.number") if each.text == "86.9")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", number)
    before = browser.execute_script("return scrollY")
    number.click()
    hit = browser.find_element("css selector", "#sources .hit")
    seen = browser.execute_script(
        "const one = arguments[0].getBoundingClientRect(); return one.top >= 0 && one.bottom <= innerHeight", hit
    )
    assert "86.9" in hit.text
    assert seen
    assert browser.execute_script("return scrollY") == before
    assert "86.9" in browser.find_element("id", "told").get_attribute("textContent")


def test_the_keyboard_goes_from_number_to_number(browser: Any, pages: dict[str, str]) -> None:
    look(browser, pages["unsloth"])
    press_first = browser.find_element("css selector", "main a[data-first]")
    browser.execute_script("arguments[0].focus()", press_first)
    press(browser, "ENTER")
    first = browser.find_element("css selector", "#sources .hit").get_attribute("id")
    press(browser, "ARROW_RIGHT")
    second = browser.switch_to.active_element
    assert second.id != press_first.id
    assert second.get_attribute("href").endswith(browser.find_element("css selector", "#sources .hit").get_attribute("id"))
    press(browser, "ARROW_LEFT")
    assert browser.find_element("css selector", "#sources .hit").get_attribute("id") == first
    assert browser.switch_to.active_element.id == press_first.id


def test_the_first_tab_offers_to_skip_and_the_focus_is_seen(browser: Any, pages: dict[str, str]) -> None:
    look(browser, pages["unsloth"])
    browser.find_element("tag name", "body").send_keys("\ue004")
    focused = browser.switch_to.active_element
    assert focused.text == "Skip to the summary"
    assert focused.value_of_css_property("outline-style") == "solid"
    assert focused.rect["x"] >= 0


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_wider_than_the_window(browser: Any, pages: dict[str, str], name: str, width: int) -> None:
    look(browser, pages[name], width)
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")


def test_in_a_change_the_lines_have_the_room_and_not_their_numbers(browser: Any, pages: dict[str, str]) -> None:
    look(browser, pages["research"])
    row = browser.find_element("css selector", "details[open] .diff tr.same")
    number, text, *_ = (cell.rect["width"] for cell in row.find_elements("tag name", "td"))
    assert number < 60 < 4 * 60 < text


def test_on_a_phone_the_source_slides_in_and_escape_takes_it_away(browser: Any, pages: dict[str, str]) -> None:
    look(browser, pages["unsloth"], 390)
    pane = browser.find_element("id", "sources")
    assert not pane.is_displayed()
    number = browser.find_element("css selector", "#summary a.number")
    browser.execute_script("arguments[0].scrollIntoView({block: 'start'}); arguments[0].focus()", number)
    press(browser, "ENTER")
    assert pane.is_displayed()
    press(browser, "ESCAPE")
    assert not pane.is_displayed()
    assert browser.switch_to.active_element.id == number.id


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_screen_reader_finds_landmarks_headings_in_order_and_words_for_charts(
    browser: Any, pages: dict[str, str], name: str
) -> None:
    look(browser, pages[name])
    levels = browser.execute_script(
        "return [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert all(right <= left + 1 for left, right in pairwise(levels))
    for landmark in ("header", "nav[aria-label]", "main", "aside[aria-labelledby]", "[role=status]"):
        assert len(browser.find_elements("css selector", landmark)) == 1, landmark
    for chart in browser.find_elements("css selector", "svg"):
        assert chart.get_attribute("aria-label")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_told_from_what_it_stands_on(browser: Any, pages: dict[str, str], scheme: str) -> None:
    look(browser, pages["unsloth"], scheme=scheme)
    browser.execute_script("document.querySelector('main a.number').click()")
    ratios = browser.execute_script(CONTRAST)
    assert len(ratios) > 5
    assert [pair for pair in ratios if pair[1] < 4.5] == []


CONTRAST = """
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const rgb = (colour) => {
  canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
};
const light = (colour) => {
  const [r, g, b] = colour.slice(0, 3)
    .map((c) => c / 255)
    .map((c) => (c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4));
  return .2126 * r + .7152 * g + .0722 * b;
};
const behind = (node) => {
  for (let one = node; one; one = one.parentElement) {
    const colour = rgb(getComputedStyle(one).backgroundColor);
    if (colour[3]) return colour;
  }
  return [255, 255, 255, 255];
};
const names = ['body', '.hint', '.kind', '.about', '.plus', 'main a', 'th', 'a.number', '#sources .hit', '.document p',
  '.diff .added td:nth-child(4)', 'summary', 'code', '[aria-current]'];
return names.map((name) => [name, document.querySelector(name)]).filter(([, node]) => node).map(([name, node]) => {
  const [one, other] = [light(rgb(getComputedStyle(node).color)), light(behind(node))].sort((a, b) => b - a);
  return [name, (one + .05) / (other + .05)];
});
"""
