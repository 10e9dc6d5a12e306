"""Rows, header rows and cells that span several of either."""

from __future__ import annotations

from bot.model.report import Table
from bot.reading.html import html_blocks
from bot.reading.html_table import MAX_REPEATED, MAX_SPAN


def _grid(page: str) -> list[list[str]]:
    (table,) = html_blocks(f"<table>{page}</table>")
    assert isinstance(table, Table)
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


def test_spanning_cells_count_in_each_row_and_column() -> None:
    page = "<tr><th>gpu<th colspan=2>time</tr><tr><td rowspan='2'>L4<td>1<td>2<tr><td>3<td>4"
    assert _grid(page) == [["gpu", "time", "time"], ["L4", "1", "2"], ["L4", "3", "4"]]


def test_several_header_rows_are_one() -> None:
    page = "<thead><tr><td rowspan=2>gpu<td colspan=2>time<tr><td>fwd<td>bwd</thead><tr><td>L4<td>1<td>2"
    assert _grid(page) == [["gpu", "time fwd", "time bwd"], ["L4", "1", "2"]]


def test_a_table_without_header_cells_has_no_header() -> None:
    assert _grid("<tr><th>lr</th><td>1e-4</td></tr><tr><th>r</th><td>16</td></tr>") == [[], ["lr", "1e-4"], ["r", "16"]]


def test_a_table_of_header_cells_keeps_its_rows() -> None:
    assert _grid("<tr><th>a</tr><tr><th>b</tr>") == [["a"], ["b"]]


def test_a_table_without_any_text_is_none() -> None:
    assert html_blocks("<table><tr><td><img src=x></td></tr></table>") == ()


def test_a_file_cannot_ask_for_any_number_of_cells() -> None:
    row = f"<tr>{'<td colspan=9999 rowspan=9999>x</td>' * 200}</tr>"
    (table,) = html_blocks(f"<table>{row * 10}</table>")
    assert isinstance(table, Table)
    assert sum(len(cells) for cells in table.rows) < MAX_REPEATED + MAX_SPAN * MAX_SPAN + 4000
