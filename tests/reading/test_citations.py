"""The citations of a skill as places in files."""

from __future__ import annotations

from bot.model.draft import Source
from bot.reading.citations import read_citations

PATH = ".codex/skills/lora-rank/SKILL.md"


def test_a_label_stands_for_lines_of_a_file() -> None:
    text = "Rank 16 [L4-L9].\n\n[L4-L9]: ../../../reports/a%20b.md?plain=1#L4-L9\n[run L2]: ../../../runs/x.log#L2\n"

    assert read_citations(PATH, text) == {
        "L4-L9": Source("reports/a b.md", (4, 9)),
        "run L2": Source("runs/x.log", (2, 2)),
    }


def test_other_definitions_are_no_citations() -> None:
    assert read_citations(PATH, "[site]: https://example.com\n[top]: #results\n") == {}


def test_the_first_definition_of_a_label_counts() -> None:
    text = "[L4]: ../../../a.md#L4\n[L4]: ../../../b.md#L4\n"

    assert read_citations(PATH, text) == {"L4": Source("a.md", (4, 4))}
