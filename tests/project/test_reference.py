"""The reference pages are what the code says: the script that makes them would write nothing else."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ExitCode

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "reference"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(FOLDER / "make.py"))


def test_no_reference_page_is_stale(script: dict[str, Any]) -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}
    stale = [name for name, text in script["pages"]().items() if kept.get(name) != text]
    assert stale == [], "run: python docs/reference/make.py"
    assert sorted(kept) == sorted(script["pages"]())


def test_the_page_tells_every_exit_code(script: dict[str, Any]) -> None:
    codes = {int(code) for code, _ in script["exit_codes"]()}
    assert codes == {*map(int, ExitCode), 130}
