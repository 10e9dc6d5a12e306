"""Places in files as people write them."""

from __future__ import annotations

from bot.model.draft import Source
from bot.present.places import places


def test_the_ranges_of_a_file_stand_together_in_order_and_once() -> None:
    sources = [Source("b.md", (9, 9)), Source("a.md", (12, 14)), Source("b.md", (3, 3)), Source("b.md", (9, 9))]

    assert places(sources) == ["a.md L12-L14", "b.md L3, L9"]
    assert places(sources, {"b.md": "[2]"}) == ["a.md L12-L14", "[2] L3, L9"]


def test_a_long_list_ends_with_how_many_more_there_are() -> None:
    (text,) = places(Source("a.md", (line, line)) for line in range(1, 26, 2))

    assert text.endswith("L17, L19 and 3 more")


def test_lines_that_follow_on_each_other_are_one_range() -> None:
    sources = [Source("a.md", lines) for lines in ((9, 9), (3, 6), (10, 10), (4, 5), (12, 12))]

    assert places(sources) == ["a.md L3-L6, L9-L10, L12"]
