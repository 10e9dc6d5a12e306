"""Places in files as people write them."""

from __future__ import annotations

from bot.model.draft import Source
from bot.present.places import places


def test_the_ranges_of_a_file_stand_together_in_order_and_once() -> None:
    sources = [Source("b.md", (9, 9)), Source("a.md", (12, 14)), Source("b.md", (3, 3)), Source("b.md", (9, 9))]

    assert places(sources) == ["a.md L12-L14", "b.md L3, L9"]
    assert places(sources, {"b.md": "[2]"}) == ["a.md L12-L14", "[2] L3, L9"]


def test_a_long_list_ends_with_how_many_more_there_are() -> None:
    (text,) = places(Source("a.md", (line, line)) for line in range(1, 14))

    assert text.endswith("L9, L10 and 3 more")
