"""`updated` is set as an edit of one line."""

from __future__ import annotations

import pytest

from bot.propose.front_matter_edit import updated_edit
from bot.propose.line_edits import apply_edits, split_lines


def edited(text: str) -> str:
    edit = updated_edit(split_lines(text), "2025-03-12")
    return apply_edits(text, [edit] if edit else [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\nmetadata:\n  updated: 2025-01-01\n---\n", "---\nmetadata:\n  updated: 2025-03-12\n---\n"),
        ('---\nupdated:  "2025-01-01"\n---\n', '---\nupdated:  "2025-03-12"\n---\n'),
        (
            "---\nmetadata:\n    created: '2025-01-01'\n    author: ana\n---\n",
            "---\nmetadata:\n    created: '2025-01-01'\n    updated: '2025-03-12'\n    author: ana\n---\n",
        ),
        ("---\ncreated: 2025-01-01\n---\n", "---\ncreated: 2025-01-01\nupdated: 2025-03-12\n---\n"),
        (
            "---\nmetadata:\n  tags:\n    - a\n\nname: x\n---\n",
            "---\nmetadata:\n  tags:\n    - a\n  updated: 2025-03-12\n\nname: x\n---\n",
        ),
        ("---\nname: x\n---\n", "---\nname: x\nmetadata:\n  updated: 2025-03-12\n---\n"),
        ("---\r\nname: x\r\n---", "---\r\nname: x\r\nmetadata:\r\n  updated: 2025-03-12\r\n---"),
    ],
)
def test_the_date_is_set_where_the_skill_keeps_its_dates(before: str, after: str) -> None:
    assert edited(before) == after


@pytest.mark.parametrize(
    "text",
    ["---\nupdated: 2025-03-12\n---\n", "# no front matter\n", "---\nmetadata: {a: b}\n---\n", "---\nnever closed\n", ""],
)
def test_what_is_right_or_cannot_be_edited_stays(text: str) -> None:
    assert edited(text) == text
