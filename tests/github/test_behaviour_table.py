"""The table of GitHub's behaviours names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "github-behaviour.md").read_text(encoding="utf-8")


def test_every_test_that_it_names_exists() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TABLE))
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path, _ in named}
    assert len(named) > 50
    assert [(path, name) for path, name in named if name and f"def {name}(" not in texts[path]] == []


def test_every_behaviour_has_its_row() -> None:
    numbers = re.findall(r"^\| ([ABD]\d+) \|", TABLE, re.M)
    expected = [f"A{number}" for number in range(1, 21)]
    expected += [f"B{number}" for number in range(21, 38)] + [f"D{number}" for number in range(43, 47)]
    assert numbers == expected
