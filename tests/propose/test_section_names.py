"""Sections of skills are known by the words that teams use for them."""

from __future__ import annotations

import pytest

from bot.propose.section_names import Part, part_of


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("General Description", Part.GENERAL),
        ("1. Overview", Part.GENERAL),
        ("Summary", Part.GENERAL),
        ("Results Summary", Part.RESULTS),
        ("📊 Key findings", Part.RESULTS),
        ("When to use", Part.APPLY),
        ("When NOT to apply", Part.AVOID),
        ("Recommended practice", Part.PRACTICE),
        ("What worked", Part.PRACTICE),
        ("Failure Modes", Part.FAILURES),
        ("Known issues and pitfalls", Part.FAILURES),
        ("Configuration", Part.CONFIGURATION),
        ("Scope and validity", Part.SCOPE),
        ("Related Files", Part.REFERENCES),
        ("适用场景", Part.APPLY),
        ("실패 사례", Part.FAILURES),
        ("Mathematical equivalence", Part.OTHER),
        ("Telescope", Part.OTHER),
    ],
)
def test_a_heading_tells_what_its_section_is_for(heading: str, part: Part) -> None:
    assert part_of(heading) is part
