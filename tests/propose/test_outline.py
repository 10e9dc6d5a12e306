"""An existing document as sections with the lines on which they stand."""

from __future__ import annotations

from textwrap import dedent

from bot.propose.outline import outline
from bot.propose.section_names import Part

TEXT = dedent("""\
    # Rank

    ## Results

    | Run | Loss |
    |---|---|
    | a | 1 |

    ### Details

    - one
      more

    ---

    ## References

    - `x.md`

    [L3]: ../x.md?plain=1#L3
    """)


def test_a_section_holds_its_subsections_and_ends_at_its_last_content() -> None:
    section = outline(TEXT).section(Part.RESULTS)

    assert section is not None
    assert (section.first, section.last) == (3, 12)
    assert [table.lines for table in section.tables()] == [(5, 7)]
    assert [item.text for item in section.items()] == ["one\nmore"]


def test_link_definitions_are_not_part_of_the_last_section() -> None:
    document = outline(TEXT)

    assert document.end == 18
    assert [section.last for section in document.sections if section.part is Part.REFERENCES] == [18]


def test_headings_in_code_and_front_matter_open_no_section() -> None:
    document = outline("---\nname: x\n---\n\n```\n# code\n```\n\n# Real\n")

    assert [(section.heading.text, section.first) for section in document.sections] == [("Real", 9)]


def test_line_numbers_hold_with_windows_line_ends() -> None:
    section = outline(TEXT.replace("\n", "\r\n")).section(Part.RESULTS)

    assert section is not None
    assert section.last == 12
