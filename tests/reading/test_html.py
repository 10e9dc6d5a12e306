"""HTML becomes the blocks that its page shows."""

from __future__ import annotations

import pytest

from bot.model.report import Cell, CodeBlock, Heading, ListItem, Paragraph, Table
from bot.reading.html import html_blocks, read


def test_headings_paragraphs_and_the_title_are_read() -> None:
    head = "<html><head><title>Eval &amp; more</title>\n<style>h1 { color: red }</style></head>\n<body>\n"
    body = "<h1>A <em>head</em></h1>\n<p>One <b>two</b>\n   three&nbsp;four.</p><script>x = '<p>no</p>'</script>\n"
    contents = read(f"{head}{body}<div>Five</div></body></html>")
    assert contents.title == "Eval & more"
    assert contents.blocks == (
        Heading(1, "A head", (4, 4)),
        Paragraph("One two\nthree four.", (5, 6)),
        Paragraph("Five", (7, 7)),
    )


def test_bold_text_that_opens_a_paragraph_is_its_lead() -> None:
    assert html_blocks("<p><strong>Key:</strong> value</p><p>no <b>lead</b></p>") == (
        Paragraph("Key: value", (1, 1), "Key:"),
        Paragraph("no lead", (1, 1)),
    )


def test_lists_have_depth_numbers_and_check_boxes() -> None:
    numbered = '<ol start="3">\n<li>three\n<ul><li>inner</li></ul></li>\n<li><p>four</p></li></ol>'
    assert html_blocks(numbered + '<ul><li><input type="checkbox" checked> done</ul>') == (
        ListItem("three", (2, 2), ordinal=3),
        ListItem("inner", (3, 3), depth=2),
        ListItem("four", (4, 4), ordinal=4),
        ListItem("done", (4, 4), checked=True),
    )


def test_a_term_and_its_description_are_a_key_and_its_value() -> None:
    assert html_blocks("<dl>\n<dt>Rank</dt>\n<dd>16</dd>\n<dt>Alpha:</dt><dd>32</dd></dl>") == (
        ListItem("Rank:\n16", (2, 3), "Rank:"),
        ListItem("Alpha: 32", (4, 4), "Alpha:"),
    )


def test_each_cell_stands_on_its_own_line() -> None:
    head = "<table>\n<caption>Runs</caption>\n<thead><tr>\n<th>Run</th>\n<th>Loss</th>\n</tr></thead>\n"
    body = "<tr>\n<td>a<br>b</td>\n<td>\n  0.5\n</td>\n<tr><td>c<td></table>"
    assert html_blocks(head + body) == (
        Paragraph("Runs", (2, 2)),
        Table(
            (Cell("Run", (4, 4)), Cell("Loss", (5, 5))),
            ((Cell("a b", (8, 8)), Cell("0.5", (10, 10))), (Cell("c", (12, 12)), Cell("", (12, 12)))),
            (1, 12),
        ),
    )


def test_preformatted_text_is_code_with_its_language() -> None:
    code = '<pre class="x"><code class="language-Bash">\n# run &lt;it&gt;\npython <span>train.py</span>\n\n</code></pre>'
    assert html_blocks(f"{code}\n<p>Use <code>x</code></p>") == (
        CodeBlock("bash", "# run <it>\npython train.py\n", (2, 3)),
        Paragraph("Use `x`", (6, 6)),
    )


def test_comments_and_tags_over_lines_are_counted() -> None:
    assert html_blocks("<p>one <!-- a\nb --> two\n<a\nhref='x'>three</a></p>\n<blockquote>four</blockquote>", 10) == (
        Paragraph("one\ntwo\n\nthree", (10, 13)),
        Paragraph("four", (14, 14), quoted=True),
    )


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner, outer = html_blocks("<table><tr><td>x\n<table><tr><td>1</td></tr>\n</table> y</td></tr></table>")
    assert isinstance(inner, Table)
    assert isinstance(outer, Table)
    assert inner.rows == ((Cell("1", (2, 2)),),)
    assert outer.rows == ((Cell("x\n\ny", (1, 3)),),)


@pytest.mark.parametrize(
    "page",
    [
        "<a " * 50_000,
        "<a" + "b" * 100_000,
        "<" * 100_000,
        "<!-- " * 20_000,
        "<td>" * 30_000,
        "<table>" * 10_000,
        "</ul></table></td>" * 5_000,
        "&#0;&#xd800;&#10;",
    ],
    ids=lambda page: page[:10],
)
def test_no_page_is_too_strange(page: str) -> None:
    last = page.count("\n") + 1
    assert all(1 <= block.lines[0] <= block.lines[1] <= last for block in html_blocks(page))


def test_paragraphs_and_code_in_a_cell_are_its_text() -> None:
    (table,) = html_blocks("<table><tr><td><p>one</p><p>two</p></td><td><pre>x = 1</pre></td></tr></table>")
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]] == ["one two", "x = 1"]
