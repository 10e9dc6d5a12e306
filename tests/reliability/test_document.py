"""docs/reliability.md says what the tests of reliability produce, row by row."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.reliability.document import CONTRIBUTORS, PATH, Section, is_red, rendered, sections, written

ROOT = Path(__file__).parents[2]
SECTIONS = [section for module in CONTRIBUTORS for section in sections(module)]
LONG = [
    pytest.mark.slow,
    pytest.mark.skipif(os.environ.get("RELIABILITY") != "all", reason="takes minutes: RELIABILITY=all runs every row"),
]
ROWS = [
    pytest.param(section, row, id=f"{section.title}-{row}", marks=LONG if section.is_slow else [])
    for section in SECTIONS
    for row in section.rows
]


@pytest.mark.parametrize(("section", "row"), ROWS)
def test_a_row_is_green_and_says_what_the_run_produces(section: Section, row: str) -> None:
    committed = next(cells for cells in written()[section.title] if cells[0] == row)
    assert section.compared(committed) == section.compared(section.row(row))


def test_it_is_written_by_the_program_and_by_nobody_else() -> None:
    assert PATH.read_text(encoding="utf-8") == rendered(written())


def test_it_has_the_rows_of_the_tests_and_no_others() -> None:
    found = {title: [row[0] for row in rows] for title, rows in written().items() if rows}
    assert found == {section.title: list(section.rows) for section in SECTIONS}


def test_no_row_is_red() -> None:
    assert [row for rows in written().values() for row in rows if is_red(row)] == []


def test_every_test_that_it_names_exists() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PATH.read_text(encoding="utf-8")))
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path, _ in named}
    assert [(path, name) for path, name in named if name and f"def {name}(" not in texts[path]] == []
