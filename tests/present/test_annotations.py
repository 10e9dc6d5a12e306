"""Workflow commands that annotate a run."""

from __future__ import annotations

from bot.present.annotations import annotation


def test_an_annotation_is_one_line() -> None:
    assert annotation("error", "50% of\r\n::set-output::x") == "::error title=retro-bot::50%25 of%0D%0A::set-output::x"


def test_a_place_cannot_end_its_own_property() -> None:
    assert annotation("warning", "a: b, c", "x,line=1::y%.md", 12) == (
        "::warning file=x%2Cline=1%3A%3Ay%25.md,line=12,title=retro-bot::a: b, c"
    )
