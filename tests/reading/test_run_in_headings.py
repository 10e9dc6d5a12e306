"""Headings in bold that run into their paragraph."""

from __future__ import annotations

import pytest

from bot.model.report import ListItem, Paragraph
from bot.reading.html import html_blocks
from bot.reading.markdown import markdown_blocks
from bot.reading.run_in_headings import with_colon


@pytest.mark.parametrize(
    ("text", "lead", "read"),
    [
        ("TL;DR. It works.", "TL;DR.", "TL;DR: It works."),
        ("Key result. It works.", "Key result.", "Key result: It works."),
        ("It works. We ship it.", "It works.", "It works. We ship it."),
        ("Key rate. It works.", "Key rate.", "Key rate. It works."),
        ("Setup.", "Setup.", "Setup."),
        ("Setup: two cards", "Setup:", "Setup: two cards"),
    ],
)
def test_a_part_of_a_report_ends_in_a_colon(text: str, lead: str, read: str) -> None:
    assert with_colon(text, lead) == read


def test_it_is_read_so_in_markdown_and_in_html() -> None:
    (paragraph, item) = markdown_blocks("**Setup.** Two cards.\n\n- **Result.** It fits.\n")
    assert isinstance(paragraph, Paragraph)
    assert isinstance(item, ListItem)
    assert (paragraph.text, item.text) == ("Setup: Two cards.", "Result: It fits.")
    (block,) = html_blocks("<p><b>Setup.</b> Two cards.</p>")
    assert isinstance(block, Paragraph)
    assert block.text == "Setup: Two cards."
