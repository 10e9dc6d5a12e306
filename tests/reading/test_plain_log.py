"""Plain text is the log of a run, unless it reads like notes."""

from __future__ import annotations

import pytest

from bot.model.report import CodeBlock, Heading, ListItem, Paragraph
from bot.reading.plain_log import read

_LOG = "2026-03-12 08:00:01 INFO start\nstep 10 loss 2.5\n{'loss': 2.1, 'step': 20}\nTraceback (most recent call last):\n"


def test_a_log_is_one_block_with_its_lines() -> None:
    assert read(f"\n\x1b[32m{_LOG}\x1b[0m\n\n").blocks == (CodeBlock("log", _LOG, (2, 5)),)


@pytest.mark.parametrize(
    "text",
    [
        "Device  Time  Calls\n------  ----  -----\nL4      3.5   10\n",
        "--- a\n+++ b\n@@ -1 +1 @@\n",
        "$ python train.py\n# a comment\nloss 3\n",
        "== loading\n- 2026-03-12 08:00:01 one two three four five.\n- 2026-03-12 08:00:02 x\n",
    ],
)
def test_program_output_is_no_markdown(text: str) -> None:
    (block,) = read(text).blocks
    assert isinstance(block, CodeBlock)
    assert block.language == "log"


def test_notes_are_read_as_markdown() -> None:
    text = "Warmup sweep\n============\n\nThe short warmup diverged at once.\n\n- rank 8 was too small\n- rank 16 worked\n"
    assert read(text).blocks == (
        Heading(1, "Warmup sweep", (1, 2 - 1)),
        Paragraph("The short warmup diverged at once.", (4, 4)),
        ListItem("rank 8 was too small", (6, 6)),
        ListItem("rank 16 worked", (7, 7)),
    )


def test_prose_without_any_markup_is_prose() -> None:
    (block,) = read("The first run diverged after forty steps.\nA smaller step size fixed that.\n").blocks
    assert isinstance(block, Paragraph)


def test_nothing_but_blank_lines_holds_nothing() -> None:
    assert read("\n \n").blocks == ()
