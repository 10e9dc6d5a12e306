"""Exports of nsight compute and nvprof take the shape in which people write kernel tables."""

from __future__ import annotations

from bot.model.report import Cell, Table
from bot.reading.csv_table import read

_NCU = """"ID","Process ID","Kernel Name","Block Size","Section Name","Metric Name","Metric Unit","Metric Value"
"0","77","softmax","(128, 1, 1)","raw","dram__bytes.sum","byte","4,096"
"0","77","softmax","(128, 1, 1)","raw","achieved_occupancy","%","61.5"
"1","77","void gemm<{args}>(float*)","(256, 1, 1)","raw","dram__bytes.sum","byte","8,192"
"""


def test_ncu_metrics_become_columns_whose_cells_keep_their_lines() -> None:
    (table,) = read(_NCU.replace("{args}", "int, " * 40)).blocks
    assert isinstance(table, Table)
    names = ["ID", "Kernel Name", "Block Size", "dram__bytes.sum (byte)", "achieved_occupancy (%)"]
    assert [cell.text for cell in table.header] == names
    assert table.rows == (
        (
            Cell("0", (2, 2)),
            Cell("softmax", (2, 2)),
            Cell("(128, 1, 1)", (2, 2)),
            Cell("4,096", (2, 2)),
            Cell("61.5", (3, 3)),
        ),
        (
            Cell("1", (4, 4)),
            Cell("gemm<…>", (4, 4)),
            Cell("(256, 1, 1)", (4, 4)),
            Cell("8,192", (4, 4)),
            Cell("", (4, 4)),
        ),
    )


def test_a_row_of_units_joins_the_header() -> None:
    (_, table) = read(
        '==9== Profiling result:\n"Type","Time(%)","Time","Calls"\n,%,ms,\n"GPU activities",71.2,3.5,10\n'
    ).blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.header] == ["Type", "Time(%)", "Time (ms)", "Calls"]
    assert [cell.text for cell in table.rows[0]] == ["GPU activities", "71.2", "3.5", "10"]


def test_an_empty_first_column_makes_no_row_of_units() -> None:
    (table,) = read(",a,b\n,x,y\n,z,w\n").blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 2
