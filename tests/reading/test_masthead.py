"""Title, date and status are found where people write them."""

from __future__ import annotations

import pytest

from bot.reading.contents import Contents
from bot.reading.markdown_page import read
from bot.reading.masthead import read_masthead


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# Report: warmup sweep", "warmup sweep"),
        ("# Training Report: Warmup Sweep", "Warmup Sweep"),
        ("# Experiment: `warmup-sweep`", "warmup-sweep"),
        ("# Kernel Benchmark: softmax", "softmax"),
        ("# TRAINING REPORT — Day 2", "Day 2"),
        ("# Experiment Log", "Experiment Log"),
        ("# Report", "Report"),
        ("# Nightly Report: softmax", "Nightly Report: softmax"),
        ("## Second level first", "Second level first"),
        ("---\ntitle: From above\n---\n## Introduction", "From above"),
        ("---\ntitle: From above\n---\n# From the heading", "From the heading"),
        ("# {TITLE}", "warmup"),
        ("no heading", "warmup"),
    ],
)
def test_the_first_heading_without_its_kind_is_the_title(heading: str, title: str) -> None:
    assert read_masthead("runs/warmup.md", read(heading)).title == title


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("softmax/README.md", "softmax README"),
        ("a/v1.2-sweep.csv", "v1.2-sweep"),
        ("results.csv", "results"),
        (".md", ".md"),
    ],
)
def test_the_file_name_stands_in_for_a_title(path: str, title: str) -> None:
    assert read_masthead(path, Contents()).title == title


@pytest.mark.parametrize(
    "text",
    [
        "---\ndate: 2026-03-12\n---\n# T\n**Date:** 2026-01-01",
        "# T\n\n**Date:** 2026-03-12  \n**Author:** me",
        "# T\n\n- **Updated**: 2026-05-05\n- **Date**: March 12, 2026",
        "# T\n\n**Feature:** x · **Run date:** 2026-03-12 · **Decision:** go",
        "# T\n\n| Field | Value |\n|---|---|\n| Date | 12 Mar 2026 |",
        "# T (2026-03-12)\n\nText.",
        "# T\n\n*Last revised*: Mar. 12th, 2026",
        "# T\n\n2026-03-12, one GPU",
        "# 实验\n\n日期：2026年3月12日",
        "# T\n\n| step | timestamp |\n|---|---|\n| 1 | 2026-03-11T23:59:00 |\n| 2 | 2026-03-12T00:10:00 |",
    ],
)
def test_the_date_is_found_in_any_usual_place(text: str) -> None:
    assert read_masthead("report.md", read(text)).date == "2026-03-12"


@pytest.mark.parametrize(
    "path",
    [
        "2026-03-12-sweep.md",
        "sweep_2026_03_12.md",
        "sweep-20260312.md",
        "run_20260312_081500.md",
        "results_2026-03-12T18-32-58.151999.md",
        "runs/2026-03-12/report.md",
    ],
)
def test_the_path_dates_a_report_that_has_no_date(path: str) -> None:
    assert read_masthead(path, Contents()).date == "2026-03-12"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("# T\n\n**Status:** Completed", "Completed"),
        ("# T\n\n- Status: `In Progress` (two runs left)", "In Progress"),
        ("# T\n\n**Status:** ✅ Done — all runs passed", "Done"),
        ("# T\n\n## Overview\n\nStatus: Abandoned.\n\n## Run 1\n\nStatus: OOM", "Abandoned"),
        ("# T\n\n## Run 1\n\nStatus: OOM", ""),
        ("# T\n\n**Status:** {In Progress | Completed}", ""),
        ("---\nstatus: draft\n---\n# T", "draft"),
    ],
)
def test_the_status_is_the_authors_own_word(text: str, status: str) -> None:
    assert read_masthead("report.md", read(text)).status == status


def test_one_of_several_parts_below_a_first_sentence_is_no_title() -> None:
    text = "A place to take notes on runs.\n\n#### v1\n\nRank 1.\n\n#### v2\n\nRank 2.\n"
    assert read_masthead("notes/peft-notes.md", read(text)).title == "peft-notes"
