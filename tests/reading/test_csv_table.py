"""CSV and TSV files become tables with the lines of each cell."""

from __future__ import annotations

import pytest

from bot.model.report import Cell, CodeBlock, Problem, Table
from bot.reading.csv_table import MAX_COLUMNS, MAX_ROWS, read


def _texts(table: object) -> list[list[str]]:
    assert isinstance(table, Table)
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_looking(delimiter: str) -> None:
    text = "rank,loss,note\n8,0.9,a\n16,0.7,b\n".replace(",", delimiter)
    (table,) = read(text).blocks
    assert _texts(table) == [["rank", "loss", "note"], ["8", "0.9", "a"], ["16", "0.7", "b"]]


def test_commas_in_the_prose_of_a_tab_separated_file_separate_nothing() -> None:
    (table,) = read(
        "commit\tstatus\tdescription\nab12\tkeep\tlr 1e-3, warmup 100, cosine\ncd34\tdiscard\tno, worse\n"
    ).blocks
    assert _texts(table)[1] == ["ab12", "keep", "lr 1e-3, warmup 100, cosine"]


def test_decimal_commas_between_semicolons_stay_in_their_number() -> None:
    (table,) = read("size;gflops\n128;3,5\n256;11,25\n").blocks
    assert _texts(table) == [["size", "gflops"], ["128", "3,5"], ["256", "11,25"]]


def test_each_cell_stands_on_its_own_lines_also_in_quotes() -> None:
    contents = read('model,answer,score\nbase,"first\n\nthird",0.5\ntuned, yes ,0.7\n')
    header = (Cell("model", (1, 1)), Cell("answer", (1, 1)), Cell("score", (1, 1)))
    rows = (
        (Cell("base", (2, 2)), Cell("first\n\nthird", (2, 4)), Cell("0.5", (4, 4))),
        (Cell("tuned", (5, 5)), Cell("yes", (5, 5)), Cell("0.7", (5, 5))),
    )
    assert contents.blocks == (Table(header, rows, (1, 5)),)
    assert contents.problems == ()


def test_a_first_row_of_numbers_is_no_header() -> None:
    (table,) = read("128,3.5\n256,11.2\n").blocks
    assert _texts(table) == [[], ["128", "3.5"], ["256", "11.2"]]


def test_messages_around_a_table_are_log_text() -> None:
    text = "==PROF== Connected to process 7\nGEMM: 18.5 ms\nname,time\nrelu,3\n==PROF== Disconnected\ngelu,4\nPassed.\n"
    first, table, *others = read(text).blocks
    assert first == CodeBlock("log", "==PROF== Connected to process 7\nGEMM: 18.5 ms\n", (1, 2))
    assert _texts(table) == [["name", "time"], ["relu", "3"], ["gelu", "4"]]
    assert others == [CodeBlock("log", "==PROF== Disconnected\n", (5, 5)), CodeBlock("log", "Passed.\n", (7, 7))]


def test_a_second_table_behind_a_blank_line_is_a_block_of_its_own() -> None:
    first, second = read("Type,Time,Calls\nGPU,1.5,3\n\nName,Total\ncudaMalloc,9\n").blocks
    assert _texts(first) == [["Type", "Time", "Calls"], ["GPU", "1.5", "3"]]
    assert _texts(second) == [["Name", "Total"], ["cudaMalloc", "9"]]


def test_a_blank_line_inside_a_table_ends_nothing() -> None:
    (table,) = read("rank,loss\n8,0.9\n\n16,0.7\n").blocks
    assert _texts(table) == [["rank", "loss"], ["8", "0.9"], ["16", "0.7"]]


def test_a_long_table_keeps_its_first_and_last_rows_and_says_what_is_left_out() -> None:
    text = "size,gflops\n" + "".join(f"{size},{size * 2}\n" for size in range(MAX_ROWS + 500))
    contents = read(text)
    (table,) = contents.blocks
    assert isinstance(table, Table)
    assert len(table.rows) == MAX_ROWS
    assert [table.rows[0][0].text, table.rows[-1][0].text] == ["0", str(MAX_ROWS + 499)]
    assert table.rows[-1][0].lines == (MAX_ROWS + 501, MAX_ROWS + 501)
    assert contents.problems == (
        Problem(1002, "500 of 2500 rows were left out (lines 1002 to 1501): a table this long is read at its ends"),
    )


def test_a_log_of_steps_keeps_the_first_best_and_last() -> None:
    text = "epoch,val_loss\n" + "".join(f"{epoch},{abs(epoch - 70) / 100}\n" for epoch in range(100))
    contents = read(text)
    assert [_texts(table) for table in contents.blocks] == [
        [["epoch", "val_loss"], ["0", "0.7"], ["70", "0.0"], ["99", "0.29"]]
    ]
    assert contents.problems == (Problem(1, "97 of 100 logged steps were left out: the first, best and last are read"),)


@pytest.mark.parametrize("rows", [150, 50_000])
def test_a_quote_that_is_never_closed_loses_no_row(rows: int) -> None:
    contents = read('name,note\n"a,x\n' + "b,y\n" * rows)
    (table,) = contents.blocks
    assert _texts(table)[1:3] == [['"a', "x"], ["b", "y"]]
    assert contents.problems[0].line == 2


def test_absurdly_many_columns_are_cut() -> None:
    contents = read(",".join("ab" for _ in range(MAX_COLUMNS + 5)) + "\n")
    (table,) = contents.blocks
    assert len(_texts(table)[0]) == MAX_COLUMNS
    assert contents.problems == (Problem(1, "the row has 10005 columns: the first 10000 are read"),)


def test_a_single_column_is_a_table_too() -> None:
    (table,) = read("loss\n0.9\n0.7\n").blocks
    assert _texts(table) == [["loss"], ["0.9"], ["0.7"]]


def test_a_message_of_the_profiler_with_commas_is_no_row() -> None:
    message, table = read("==PROF== Profiling a, b: 8 passes\nname,time\nrelu,3\n").blocks
    assert message == CodeBlock("log", "==PROF== Profiling a, b: 8 passes\n", (1, 1))
    assert _texts(table) == [["name", "time"], ["relu", "3"]]
