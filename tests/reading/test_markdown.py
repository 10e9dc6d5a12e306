"""Markdown becomes blocks, each on the lines on which it stands."""

from __future__ import annotations

import pytest

from bot.model.report import Cell, CodeBlock, Heading, ListItem, Paragraph, Table
from bot.reading.markdown import markdown_blocks


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("##Results", Heading(2, "Results", (3, 3))),
        ("###What failed ##", Heading(3, "What failed", (3, 3))),
        ("#1 and #2 are open", None),
        ("##\\#", None),
        ("- ##Results", None),
        ("> ##Results", None),
    ],
)
def test_a_heading_without_its_space_is_one_to_whoever_wrote_it(text: str, heading: Heading | None) -> None:
    found = [block for block in markdown_blocks(f"# Report\n\n{text}\n")[1:] if isinstance(block, Heading)]
    assert found == ([heading] if heading else [])


def test_headings_stand_on_the_line_of_their_text() -> None:
    assert markdown_blocks("# Title\n\n## Part `two` **bold**\n\nUnder\nlined\n=====\n\n###\n") == (
        Heading(1, "Title", (1, 1)),
        Heading(2, "Part `two` bold", (3, 3)),
        Heading(1, "Under lined", (5, 6)),
        Heading(3, "", (9, 9)),
    )


def test_each_newline_in_a_paragraph_is_a_line_of_the_source() -> None:
    text = "First line  \nsecond *line* with a `code\nspan` and [a\nlink](\n  https://example.org) here\nlast\n"
    (paragraph,) = markdown_blocks(text)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.lines == (1, 6)
    assert paragraph.text.split("\n")[2] == "span` and a"
    assert paragraph.text.split("\n")[5] == "last"


def test_bold_text_that_opens_a_text_is_its_lead() -> None:
    assert markdown_blocks("**Key:** value **more**\n\n- ***Both:*** x\n- no **lead**\n") == (
        Paragraph("Key: value more", (1, 1), "Key:"),
        ListItem("Both: x", (3, 3), "Both:"),
        ListItem("no lead", (4, 4)),
    )


def test_list_items_have_their_own_text_depth_number_and_check_box() -> None:
    bullets = "- outer\n  still outer\n  - inner\n    1. deepest\n- [ ] open\n- [x] **done**\n"
    assert markdown_blocks(f"{bullets}\n3. three\n\n   more of it\n4. four\n") == (
        ListItem("outer\nstill outer", (1, 2), depth=1),
        ListItem("inner", (3, 3), depth=2),
        ListItem("deepest", (4, 4), depth=3, ordinal=1),
        ListItem("open", (5, 5), checked=False),
        ListItem("done", (6, 6), "done", checked=True),
        ListItem("three", (8, 8), ordinal=3),
        Paragraph("more of it", (10, 10), depth=1),
        ListItem("four", (11, 11), ordinal=4),
    )


def test_items_that_are_words_of_the_parser_are_text() -> None:
    assert markdown_blocks("- Item\n- Paragraph\n") == (ListItem("Item", (1, 1)), ListItem("Paragraph", (2, 2)))


def test_quoted_text_is_marked_and_counted_through_its_marks() -> None:
    assert markdown_blocks("> [!NOTE]\n> one `a\n> b` two\n\n> - item\n") == (
        Paragraph("one `a\nb` two", (2, 3), quoted=True),
        ListItem("item", (5, 5)),
    )


def test_cells_stand_on_the_line_of_their_row() -> None:
    text = "| Run | Loss |\n|---|---:|\n| `a\\|b` | **0.5** |\n| c \\| d |\n| [x](y) | 1<br>2 | lost |\n"
    header = (Cell("Run", (1, 1)), Cell("Loss", (1, 1)))
    rows = (
        (Cell("`a|b`", (3, 3)), Cell("0.5", (3, 3))),
        (Cell("c | d", (4, 4)), Cell("", (4, 4))),
        (Cell("x", (5, 5)), Cell("1 2", (5, 5))),
    )
    assert markdown_blocks(text) == (Table(header, rows, (1, 5)),)


def test_cells_that_hold_words_of_the_parser_end_nothing() -> None:
    (table,) = markdown_blocks("|Table|`Table`|\n|-|-|\n|`TableRow`|TableCell|\n")
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]] == ["`TableRow`", "TableCell"]


def test_a_struck_number_was_corrected_but_struck_words_stay() -> None:
    assert markdown_blocks("~~0.91~~ 0.89\n\n- ~~warm up~~ not needed\n- ~12 GB\n") == (
        Paragraph("0.89", (1, 1)),
        ListItem("warm up not needed", (3, 3)),
        ListItem("~12 GB", (4, 4)),
    )
    (table,) = markdown_blocks("|a|\n|-|\n|~~3.1~~ 2.9 `s`|\n")
    assert isinstance(table, Table)
    assert table.rows[0][0].text == "2.9 `s`"


def test_code_blocks_have_a_language_and_the_lines_of_the_code() -> None:
    text = "```YAML title=x\na: 1\n\nb: 2\n```\n\n- item\n  ~~~{.python}\n  print()\n  ~~~\n\n    indented\n\n```\n```\n"
    assert markdown_blocks(text) == (
        CodeBlock("yaml", "a: 1\n\nb: 2\n", (2, 4)),
        ListItem("item", (7, 7)),
        CodeBlock("python", "print()\n", (9, 9)),
        Paragraph("indented", (12, 12), depth=1),
    )


def test_placeholders_and_unknown_tags_stay_but_formatting_tags_go() -> None:
    assert markdown_blocks("run <name> is <b>bold</b><!-- not --> H<sub>2</sub>O\n") == (
        Paragraph("run <name> is bold H2O", (1, 1)),
    )


def test_footnote_marks_do_not_stick_to_numbers() -> None:
    assert markdown_blocks("Loss 0.93[^1] at best.\n\n[^1]: Mean of 3 runs.\n") == (
        Paragraph("Loss 0.93 at best.", (1, 1)),
        Paragraph("Mean of 3 runs.", (3, 3)),
    )


def test_a_html_table_that_blank_lines_cut_apart_is_one_table() -> None:
    row = "<tr>\n<td>\n\n**a**\n\n</td>\n\n    <td>5</td>\n</tr>"
    text = f"<table>\n<tr><th>Run</th>\n\n<th>Loss</th></tr>\n\n{row}\n</table>\n\nAfter\n"
    header = (Cell("Run", (2, 2)), Cell("Loss", (4, 4)))
    assert markdown_blocks(text) == (
        Table(header, ((Cell("a", (9, 9)), Cell("5", (13, 13))),), (1, 15)),
        Paragraph("After", (17, 17)),
    )


def test_markdown_between_html_tags_is_markdown() -> None:
    text = "<details>\n<summary>Logs</summary>\n\n| a |\n|---|\n| 1 |\n\n</details>\n"
    assert markdown_blocks(text) == (
        Paragraph("Logs", (2, 2)),
        Table((Cell("a", (4, 4)),), ((Cell("1", (6, 6)),),), (4, 6)),
    )


def test_a_table_that_never_ends_does_not_swallow_the_report() -> None:
    blocks = markdown_blocks("<table>\n<tr><td>1\n\nAfter\n\n<table>\n\n# Next\n")
    assert blocks[-2:] == (Paragraph("After", (4, 4)), Heading(1, "Next", (8, 8)))


def test_front_matter_is_left_out_and_rules_are_not_taken_for_it() -> None:
    assert markdown_blocks("---\ntitle: x\n---\n# One\n\n---\nkey: value\n\n---\n") == (
        Heading(1, "One", (4, 4)),
        Paragraph("key: value", (7, 7)),
    )


def test_lines_count_from_the_line_that_is_given() -> None:
    assert markdown_blocks("---\na: b\n\n- x\n", first_line=40) == (Paragraph("a: b", (41, 41)), ListItem("x", (43, 43)))


def test_windows_line_ends_and_wide_characters_change_no_line() -> None:
    text = "# 结果 é\n\n- 损失：**0.5** 🎉\n\n| 模型 | 值 |\n|---|---|\n| 甲 | 1 |\n\n```\nx\n```\n"
    assert markdown_blocks(text.replace("\n", "\r\n")) == markdown_blocks(text)
    assert [block.lines for block in markdown_blocks(text)] == [(1, 1), (3, 3), (5, 7), (10, 10)]


@pytest.mark.parametrize(
    "text",
    [
        "- " * 3000 + "a",
        "".join("  " * depth + "- a\n" for depth in range(1000)),
        ">" * 3000 + " a",
        "**a " * 30_000,
        "[a](" * 30_000,
        "|" + "a|" * 10_000 + "\n|" + "-|" * 10_000 + "\n|" + "1|" * 10_000 + "\n",
        "|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "|1\n" * 1000,
        "<table>\n\n" * 10_000,
        "half a surrogate \ud83d and \0",
        "- a\n  ***\n",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_text_is_too_strange(text: str) -> None:
    last = text.count("\n") + 1
    assert all(1 <= block.lines[0] <= block.lines[1] <= last for block in markdown_blocks(text))


def test_a_table_that_ends_outside_its_item_ends_with_the_item() -> None:
    blocks = markdown_blocks("- a\n  <table><tr><td>1\n\n  <td>2\n\nAfter </table>\n")
    assert [type(block) for block in blocks] == [ListItem, Table, Paragraph]
    assert blocks[-1].lines == (6, 6)


def test_a_line_that_a_picture_opens_is_a_paragraph_of_its_own() -> None:
    blocks = markdown_blocks("✅ Loss fell\n❌ Memory grew\nby 2 GB\n\n- one\n⚠️ two\n")
    assert [(type(block), block.text, block.lines) for block in blocks if isinstance(block, Paragraph | ListItem)] == [
        (Paragraph, "✅ Loss fell", (1, 1)),
        (Paragraph, "❌ Memory grew\nby 2 GB", (2, 3)),
        (ListItem, "one", (5, 5)),
        (Paragraph, "⚠️ two", (6, 6)),
    ]
