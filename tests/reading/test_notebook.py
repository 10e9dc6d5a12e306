"""Notebooks: cells and outputs on the lines of the file."""

from __future__ import annotations

import json

from bot.model.report import Block, Cell, CodeBlock, Heading, ListItem, Paragraph, Problem, Table
from bot.reading.notebook import read


def _notebook(*cells: dict[str, object], indent: int | None = 1, language: str = "python") -> str:
    metadata = {"kernelspec": {"language": language}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4}, indent=indent, ensure_ascii=False)


def _line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def _code(source: list[str], *outputs: dict[str, object]) -> dict[str, object]:
    return {"cell_type": "code", "source": source, "outputs": outputs}


def test_markdown_cells_render_on_the_lines_of_the_file() -> None:
    prose = ["# Rank sweep\n", "\n", "We tried **two**\n", "ranks:\n", "- rank 8\n", "\n"]
    source = [*prose, "| r | loss |\n", "|---|---|\n", "| 8 | 0.5 |"]
    text = _notebook({"cell_type": "markdown", "source": source})
    first = _line(text, "# Rank")
    assert read(text).blocks == (
        Heading(1, "Rank sweep", (first, first)),
        Paragraph("We tried two\nranks:", (first + 2, first + 3)),
        ListItem("rank 8", (first + 4, first + 4)),
        Table(
            (Cell("r", (first + 6,) * 2), Cell("loss", (first + 6,) * 2)),
            ((Cell("8", (first + 8,) * 2), Cell("0.5", (first + 8,) * 2)),),
            (first + 6, first + 8),
        ),
    )


def test_code_and_what_it_printed_are_code_blocks() -> None:
    printed = {"output_type": "stream", "name": "stdout", "text": ["step 1\n", "loss 0.5\n"]}
    text = _notebook(_code(["lr = 1e-4\n", "train(lr)"], printed))
    code, output = _line(text, "lr = "), _line(text, "step 1")
    assert read(text).blocks == (
        CodeBlock("python", "lr = 1e-4\ntrain(lr)\n", (code, code + 1)),
        CodeBlock("output", "step 1\nloss 0.5\n", (output, output + 1)),
    )


def test_a_table_that_code_displayed_is_a_table() -> None:
    html = ["<table>\n", "<tr><th>Step</th><th>Training Loss</th></tr>\n", "<tr><td>1</td><td>2.5</td></tr>\n", "</table>"]
    data = {"text/html": html, "text/plain": ["<IPython.core.display.HTML object>"]}
    text = _notebook(_code(["trainer.train()"], {"output_type": "display_data", "data": data}))
    _, table = read(text).blocks
    assert isinstance(table, Table)
    row = _line(text, "<tr><td>1")
    assert table.rows == ((Cell("1", (row, row)), Cell("2.5", (row, row))),)


def _outputs(*outputs: dict[str, object]) -> tuple[Block, ...]:
    return read(_notebook(_code(["run()"], *outputs))).blocks[1:]


def test_an_error_is_what_the_traceback_ends_with() -> None:
    trace = ["\x1b[0;31m---\x1b[0m", "many\nlines"]
    error = {"output_type": "error", "ename": "OutOfMemoryError", "evalue": "CUDA out\nof memory", "traceback": trace}
    (block,) = _outputs(error)
    assert isinstance(block, CodeBlock)
    assert block.text == "OutOfMemoryError: CUDA out of memory\n"


def test_progress_bars_show_their_end_and_widgets_and_objects_nothing() -> None:
    (bar,) = _outputs(
        {"output_type": "stream", "text": ["\r  0%|  | 0/9", "\r100%|##| 9/9\n"]},
        {"output_type": "display_data", "data": {"text/plain": ["<Figure size 640x480 with 1 Axes>"], "image/png": "aGk="}},
        {"output_type": "display_data", "data": {"application/vnd.jupyter.widget-view+json": {}, "text/plain": ["0%"]}},
    )
    assert isinstance(bar, CodeBlock)
    assert bar.text == "100%|##| 9/9\n"


def test_a_notebook_on_one_line_has_all_its_blocks_there() -> None:
    cells = ({"cell_type": "markdown", "source": "# Title\n\nTwo\nlines"}, _code(["a = 1\n", "b = 2"]))
    assert read(_notebook(*cells, indent=None)).blocks == (
        Heading(1, "Title", (1, 1)),
        Paragraph("Two lines", (1, 1)),
        CodeBlock("python", "a = 1\n", (1, 1)),
        CodeBlock("python", "b = 2\n", (1, 1)),
    )


def test_other_languages_are_named() -> None:
    text = _notebook(_code(["%%bash\n", "nvidia-smi"]), _code(["x <- 1"]), language="R")
    assert [block.language for block in read(text).blocks if isinstance(block, CodeBlock)] == ["bash", "r"]


def test_old_notebooks_keep_their_cells_in_worksheets() -> None:
    text = json.dumps({"worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1"], "outputs": []}]}]}, indent=1)
    assert [block.text for block in read(text).blocks if isinstance(block, CodeBlock)] == ["x = 1\n"]


def test_a_broken_notebook_is_a_problem_with_line_and_fix() -> None:
    assert read('{"cells": [\n<<<<<<< HEAD\n]}').problems == (
        Problem(2, "the notebook is not valid JSON: `<<<<<<< HEAD` stands where a value or ] should: correct or remove it"),
    )


def test_markdown_that_code_displayed_renders() -> None:
    (item,) = _outputs({"output_type": "display_data", "data": {"text/markdown": ["- loss 0.5"]}})
    assert isinstance(item, ListItem)
    assert item.text == "loss 0.5"
