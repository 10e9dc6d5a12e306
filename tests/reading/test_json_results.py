"""JSON files become sections and tables whose values keep their spelling and their lines."""

from __future__ import annotations

import json

from bot.model.report import Block, Cell, Heading, Problem, Table
from bot.reading.json_results import read


def _texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in (block.header, *block.rows) if row]


def test_settings_and_results_become_sections_with_a_table_each() -> None:
    text = """{
  "name": "rank sweep",
  "config": {
    "lr": 2e-04,
    "lora": {"r": 16, "targets": ["q_proj", "v_proj"]}
  },
  "results": {
    "base": {"loss": 0.50, "acc": 71.5},
    "tuned": {"loss": 0.41}
  }
}
"""
    blocks = read(text).blocks
    assert blocks[0] == Table(
        (Cell("Name", (1, 1)), Cell("Value", (1, 1))), ((Cell("name", (2, 2)), Cell("rank sweep", (2, 2))),), (1, 2)
    )
    assert [(block.text, block.level, block.lines) for block in blocks if isinstance(block, Heading)] == [
        ("config", 2, (3, 3)),
        ("lora", 3, (5, 5)),
        ("results", 2, (7, 7)),
    ]
    assert _texts(blocks[2]) == [["Parameter", "Value"], ["lr", "2e-04"]]
    assert _texts(blocks[4]) == [["Name", "Value"], ["r", "16"], ["targets", "q_proj, v_proj"]]
    assert blocks[6] == Table(
        (Cell("Name", (8, 8)), Cell("loss", (8, 8)), Cell("acc", (8, 8))),
        (
            (Cell("base", (8, 8)), Cell("0.50", (8, 8)), Cell("71.5", (8, 8))),
            (Cell("tuned", (9, 9)), Cell("0.41", (9, 9)), Cell("", (9, 9))),
        ),
        (8, 9),
    )


def test_a_list_of_runs_is_a_row_a_run() -> None:
    (table,) = read('[\n {"run": "a", "time": {"ms": 1.50}},\n {"run": "b", "time": {"ms": 0.9}, "note": null}\n]').blocks
    assert _texts(table) == [["run", "time.ms", "note"], ["a", "1.50", ""], ["b", "0.9", ""]]
    assert isinstance(table, Table)
    assert table.rows[1][1].lines == (3, 3)


def test_series_of_one_length_are_columns() -> None:
    (name, table) = read('{"model": "m", "step": [1, 2, 3],\n"loss": [0.9, 0.8, 0.7], "betas": [0.9, 0.99]}').blocks
    assert _texts(name) == [["Name", "Value"], ["model", "m"], ["betas", "0.9, 0.99"]]
    assert _texts(table) == [["step", "loss"], ["1", "0.9"], ["2", "0.8"], ["3", "0.7"]]


def test_long_texts_and_lists_are_cut_and_stay_on_their_line() -> None:
    (table,) = read(json.dumps({"prompt": "a\nb " * 300, "sizes": list(range(100))})).blocks
    assert isinstance(table, Table)
    prompt, sizes = (row[1] for row in table.rows)
    assert "\n" not in prompt.text
    assert len(prompt.text) == 301
    assert sizes.text == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …, 99"


def test_deep_objects_end_in_dotted_names() -> None:
    document: object = {"x": 1}
    for level in range(8):
        document = {f"k{level}": document}
    blocks = read(json.dumps(document)).blocks
    assert _texts(blocks[-1])[1] == ["k2.k1.k0.x", "1"]


def test_a_scalar_an_empty_object_and_an_empty_file_hold_nothing() -> None:
    assert [read(text).blocks for text in ("3", "{}", "[]", "", " \n")] == [()] * 5


def test_broken_json_is_a_problem_with_line_and_fix() -> None:
    contents = read('{\n  "loss": 0.5,\n}\n')
    assert contents.blocks == ()
    assert contents.problems == (Problem(3, "this is not valid JSON: a comma stands before `}`: remove it"),)


def test_too_many_kinds_of_records_are_reported() -> None:
    contents = read(json.dumps([{f"key{index}": index} for index in range(25)]))
    assert len(contents.blocks) == 20
    assert contents.problems == (Problem(1, "5 records were left out: there are too many, or too many kinds"),)


def test_a_file_with_an_object_a_line_is_read_as_a_log() -> None:
    contents = read('{"run": "a", "acc": 0.5}\n{"run": "b", "acc": 0.6}\n')
    assert [_texts(block) for block in contents.blocks] == [[["run", "acc"], ["a", "0.5"], ["b", "0.6"]]]
    assert contents.problems == ()
