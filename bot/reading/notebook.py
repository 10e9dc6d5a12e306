"""Jupyter notebooks: cells and what they printed, on the lines of the `.ipynb` file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model.report import Block, CodeBlock, Problem, Table
from bot.reading.contents import Contents
from bot.reading.embedded_text import embedded_text
from bot.reading.html import html_blocks
from bot.reading.json_document import BrokenJson, JsonNode, parse_json
from bot.reading.logged_steps import condensed
from bot.reading.markdown import markdown_blocks

_WIDGET = "application/vnd.jupyter.widget-view+json"
_OBJECT = re.compile(r"\s*<[\w.]+[^<>\n]*>\s*")
_MAGIC = re.compile(r"%%(bash|sh|html|latex|javascript|sql|writefile)\b")


def read(text: str) -> Contents:
    """Return the contents of a notebook: markdown cells as they render, code, and what it printed as `output`."""
    if not text.strip():
        return Contents()
    try:
        document = parse_json(text)
    except BrokenJson as error:
        return Contents(problems=(Problem(error.line, f"the notebook is not valid JSON: {error.message}"),))
    language = _language(document)
    return Contents(tuple(block for cell in _cells(document) for block in _cell_blocks(cell, language)))


def _language(document: JsonNode) -> str:
    metadata = document.get("metadata")
    kernel = metadata.get("kernelspec") if metadata else None
    language = kernel.get("language") if kernel else None
    return language.text.lower() if language and language.text else "python"


def _cells(document: JsonNode) -> Iterator[JsonNode]:
    cells = document.get("cells")
    yield from (cells.elements or ()) if cells else ()
    worksheets = document.get("worksheets")
    for sheet in (worksheets.elements or ()) if worksheets else ():
        yield from _cells(sheet)


def _cell_blocks(cell: JsonNode, language: str) -> Iterator[Block]:
    kind = cell.get("cell_type")
    source = embedded_text(cell.get("source") or cell.get("input"))
    if kind and kind.text == "markdown":
        yield from source.moved(markdown_blocks(source.text))
    elif kind and kind.text == "code":
        magic = _MAGIC.match(source.text)
        yield from source.code(magic[1] if magic else language)
        outputs = cell.get("outputs")
        for output in (outputs.elements or ()) if outputs else ():
            yield from _output_blocks(output)


def _output_blocks(output: JsonNode) -> Iterator[Block]:
    data = output.get("data") or output
    html, markdown = data.get("text/html"), data.get("text/markdown")
    error = output.get("ename")
    if error:
        yield _error(output, error)
    elif data.get(_WIDGET):
        return
    elif html and "<table" in (page := embedded_text(html)).text:
        for block in page.moved(html_blocks(page.text)):
            yield condensed(block) if isinstance(block, Table) else block
    elif markdown:
        document = embedded_text(markdown)
        yield from document.moved(markdown_blocks(document.text))
    else:
        printed = embedded_text(data.get("text/plain") or data.get("text"))
        if not _OBJECT.fullmatch(printed.text):
            yield from printed.code("output")


def _error(output: JsonNode, name: JsonNode) -> CodeBlock:
    """Return what a traceback ends with: `OutOfMemoryError: CUDA out of memory.`"""
    value = output.get("evalue") or name
    text = name.text if value is name else f"{name.text}: {' '.join(value.text.split())}"
    return CodeBlock("output", text + "\n", value.lines)
