"""Any file becomes a report; what is wrong with it is a problem with its line."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.model.report import Block, CodeBlock, Heading, ListItem, Paragraph, Problem, Report, Table
from bot.reading.formats import REPORT_SUFFIXES
from bot.reading.report import read_report


def test_a_report_says_what_it_is() -> None:
    data = b"---\nlr: 1e-4\n---\n# Report: warmup\n\n**Date:** 2026-03-12\n**Status:** Completed\n"
    report = read_report("runs/warmup.md", data)
    assert (report.path, report.format, report.title) == ("runs/warmup.md", "markdown", "warmup")
    assert (report.date, report.status) == ("2026-03-12", "Completed")
    assert report.front_matter == {"lr": "1e-4"}
    assert report.blocks[:2] == (CodeBlock("yaml", "lr: 1e-4\n", (2, 2)), Heading(1, "Report: warmup", (4, 4)))
    assert report.problems == ()


@pytest.mark.parametrize(
    ("path", "data", "name"),
    [
        ("a.MD", "text", "markdown"),
        ("a.csv", "a,b\n1,2", "csv"),
        ("a.tsv", "a\tb\n1\t2", "csv"),
        ("a.json", '{"loss": 1}', "json"),
        ("a.jsonl", '{"loss": 1}', "jsonl"),
        ("a.ipynb", '{"cells": [{"cell_type": "code", "source": "x"}]}', "notebook"),
        ("a.html", "<p>text</p>", "html"),
        ("a.log", "step 1 loss 2", "log"),
    ],
)
def test_the_suffix_picks_the_reader(path: str, data: str, name: str) -> None:
    report = read_report(path, data.encode())
    assert report.format == name
    assert len(report.blocks) == 1
    assert report.problems == ()


@pytest.mark.parametrize(
    ("path", "data", "line", "message"),
    [
        ("a.md", b"", 1, "the report is empty: write it, or remove the file"),
        ("a.md", b"\xef\xbb\xbf \n", 1, "the report is empty: write it, or remove the file"),
        ("a.md", b"\n# A\n\n## B\n", 2, "the report has headings and nothing under them: fill it in, or remove it"),
        ("a.csv", b"a,b\n", 1, "the table has a header and no rows: fill it in, or remove it"),
        ("a.md", b"# A\n\n- Loss: {x}\n", 1, "nothing is filled in, this is still the template: fill it in, or remove it"),
        ("a.html", b"<img>", 1, "the file holds no text, table or list to read: write the report, or remove the file"),
        (
            "a.csv",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\n",
            1,
            "this is a pointer of Git LFS, not the file: run `git lfs pull`",
        ),
        ("a.json", b'{"a": 1,\n}', 2, "this is not valid JSON: a comma stands before `}`: remove it"),
    ],
)
def test_a_file_with_nothing_to_learn_from_has_one_problem(path: str, data: bytes, line: int, message: str) -> None:
    assert read_report(path, data).problems == (Problem(line, message),)


def test_broken_front_matter_does_not_cost_the_report() -> None:
    report = read_report("a.md", b"---\ntitle: [x\n---\n# Title\n\nLoss fell.\n")
    assert report.blocks == (Heading(1, "Title", (4, 4)), Paragraph("Loss fell.", (6, 6)))
    assert [problem.line for problem in report.problems] == [3]


def test_an_open_merge_conflict_is_a_problem_and_both_sides_are_read() -> None:
    report = read_report("a.md", b"# T\n\n<<<<<<< HEAD\nLoss 0.5.\n=======\nLoss 0.6.\n>>>>>>> other\n")
    assert report.problems == (Problem(3, "a merge conflict is not resolved here: keep one side"),)
    assert len(report.blocks) > 1


def test_bytes_that_are_no_text_are_a_problem_and_no_blocks() -> None:
    report = read_report("a.md", b"# T\n\ncaf\xe9\n")
    assert report.blocks == ()
    assert [problem.line for problem in report.problems] == [3]


@pytest.mark.parametrize("path", ["weights.bin", "Makefile", "runs/.md"])
def test_other_files_are_not_read(path: str) -> None:
    (problem,) = read_report(path, b"text").problems
    assert problem.message.startswith("files with")


_PIECES = (
    r"""a 1.5 **b** `c - > # ``` k: v <td> <table> </table> <li> <pre> <!-- --> &amp; " , ; { } [ ] : null \ é 数 ==P"""
)
_GAPS = ["\n", "\n\n", "---\n", "\t", " ", "    ", "|", "|a|b|\n|-|-|\n|1|2|", '{"a": [1, {"b": "x"}]}']
_PIECE = st.sampled_from([*_PIECES.split(), *_GAPS])
_ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40)
_TEXTS = st.one_of(st.lists(_PIECE, max_size=14).map("".join), _ANY_TEXT)


def _lines(block: Block) -> list[tuple[int, int]]:
    cells = [cell for row in (block.header, *block.rows) for cell in row] if isinstance(block, Table) else []
    return [block.lines, *(cell.lines for cell in cells)]


def _assert_lines_are_in_the_file(report: Report, last: int) -> None:
    for block in report.blocks:
        assert all(1 <= start <= end <= last for start, end in _lines(block))
        if isinstance(block, Paragraph | ListItem):
            assert block.lines[0] + block.text.count("\n") <= last
        if isinstance(block, CodeBlock):
            assert block.text.rstrip("\n").count("\n") <= block.lines[1] - block.lines[0]
    assert all(1 <= problem.line <= last for problem in report.problems)


@settings(max_examples=150)
@given(_TEXTS, st.sampled_from(sorted(REPORT_SUFFIXES)))
@example("<table>\n\n<td>\n\nx\n", ".md")
@example('"a\n\n', ".csv")
@example('"', ".csv")
@example("<td>&#10;<pre>\n\n", ".html")
def test_any_text_is_read_on_lines_of_the_file_whatever_its_line_ends(text: str, suffix: str) -> None:
    report = read_report(f"a{suffix}", text.encode())
    _assert_lines_are_in_the_file(report, text.count("\n") + 1)
    assert read_report(f"a{suffix}", text.replace("\n", "\r\n").encode()) == report


@settings(max_examples=40)
@given(st.binary(max_size=60), st.sampled_from(sorted(REPORT_SUFFIXES)))
def test_any_bytes_are_a_report(data: bytes, suffix: str) -> None:
    report = read_report(f"a{suffix}", data)
    assert report.blocks or report.problems or not data


@settings(max_examples=40)
@given(st.lists(_TEXTS, max_size=3), st.sampled_from([None, 1]))
def test_any_notebook_is_read_on_lines_of_the_file(sources: list[str], indent: int | None) -> None:
    cells: list[dict[str, object]] = []
    for source in sources:
        cells.append({"cell_type": "markdown", "source": source.splitlines(keepends=True)})
        cells.append({"cell_type": "code", "source": source, "outputs": [{"data": {"text/html": f"<table>{source}"}}]})
    text = json.dumps({"cells": cells}, indent=indent)
    _assert_lines_are_in_the_file(read_report("a.ipynb", text.encode()), text.count("\n") + 1)
