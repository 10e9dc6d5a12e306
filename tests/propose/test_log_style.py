"""The style of a team's log entries."""

from __future__ import annotations

import pytest

from bot.propose.log_style import date_like, is_day_heading, style_of, template_style
from bot.reading.experiment_log import read_log


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-01-02", "2025-03-04"),
        ("2025.01.02", "2025.03.04"),
        ("20250102", "20250304"),
        ("January 2, 2025", "March 4, 2025"),
        ("2 Jan 2025", "4 Mar 2025"),
        ("2025年1月2日", "2025-03-04"),
    ],
)
def test_dates_are_written_as_the_team_writes_them(written: str, expected: str) -> None:
    assert date_like(written, "2025-03-04") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("## 2025-01-02", True),
        ("## [2025-01-02]", True),
        ("## 2025-01-02 - Batch", False),
        ("2025-01-02", False),
        ("## Notes", False),
    ],
)
def test_a_day_heading_is_nothing_but_a_date(line: str, expected: bool) -> None:
    assert is_day_heading(line) is expected


def test_a_day_whose_text_comes_first_is_an_entry_of_its_own() -> None:
    log = read_log("log.md", "# Log\n\n## 2025-01-02\n\nBatch 8 fits.\n\n### Details\n\n- a\n")

    style = style_of(log, log.entries[0])

    assert (style.heading, style.day, style.body) == ("## {date}", "", "### {}")


def test_a_day_with_nothing_but_parts_of_an_entry_is_one_entry() -> None:
    log = read_log("log.md", "# Log\n\n## 2025-01-02\n\n### Key findings\n\n- a\n")

    style = style_of(log, log.entries[0])

    assert (style.heading, style.labels["points"]) == ("## {date}", "Key findings")


def test_a_template_is_read_as_an_entry_is() -> None:
    style = template_style("## [{DATE}] {Title}\n\nType: {Plan}\nGeneral description: {text}\n\n**Findings:**\n- {x}\n")

    assert (style.heading, style.field, style.body) == ("## [{date}] {title}", "{}: ", "**{}:**")
    assert style.labels == {"details": "Details", "points": "Findings", "links": "Links"}


def test_an_empty_template_still_gives_a_style() -> None:
    assert template_style("").field == "**{}:** "
