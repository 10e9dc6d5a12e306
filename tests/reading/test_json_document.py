"""JSON values know the lines on which they stand."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.json_document import BrokenJson, JsonNode, parse_json


def _plain(node: JsonNode) -> object:
    if node.members is not None:
        return {key: _plain(value) for key, value in node.members.items()}
    if node.elements is not None:
        return [_plain(value) for value in node.elements]
    return node.text if node.is_string else json.loads(node.text)


def test_values_keep_their_spelling_and_their_lines() -> None:
    node = parse_json(
        '{\n  "lr": 5e-05,\n  "runs": [\n    {"loss": 0.50, "ok": true}\n  ],\n  "note": "a\\tb", "none": null\n}\n'
    )
    assert node.lines == (1, 7)
    assert node.get("lr") == JsonNode((2, 2), "5e-05")
    assert node.get("note") == JsonNode((6, 6), "a\tb", is_string=True)
    array = node.get("runs")
    assert array is not None
    assert array.lines == (3, 5)
    assert array.elements is not None
    assert array.elements[0].get("loss") == JsonNode((4, 4), "0.50")
    assert [key for key, value in (node.members or {}).items() if value.is_null] == ["none"]


def test_python_spells_numbers_that_json_does_not_have() -> None:
    node = parse_json("[NaN, Infinity, -Infinity, -1.5E+3]")
    assert [element.text for element in node.elements or ()] == ["NaN", "Infinity", "-Infinity", "-1.5E+3"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{"a": 1,\n"b": 2', 2, "cut off"),
        ("", 1, "cut off"),
        ('{"a": 1,\n}', 2, "a comma stands before `}`"),
        ('{"a": 1\n"b": 2}', 2, "a comma or the closing bracket is missing"),
        ('{"a" 1}', 1, "`1}` stands where a `:` should"),
        ("{\n'a': 1}", 2, "stands where a key or } should"),
        ('{"a": "x\ny"}', 1, "not closed"),
        ('{"a": "\\q"}', 1, "backslash"),
        ('{"a": 1}\n{"b": 2}', 2, "text follows the end of the value"),
        ('{"a": 1]', 1, "a comma or the closing bracket"),
        ("\n[1, two]", 2, "`two]` stands where a value should"),
        ("[" * 5000, 1, "nested more than 100 deep"),
    ],
)
def test_broken_json_names_the_line_and_what_to_do(text: str, line: int, words: str) -> None:
    with pytest.raises(BrokenJson) as error:
        parse_json(text)
    assert error.value.line == line
    assert words in error.value.message


_TEXT = st.text(st.characters(codec="utf-8"), max_size=5)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=50)
@given(_JSON, st.sampled_from([None, 2]), st.booleans())
def test_whatever_python_writes_is_read_back(value: object, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    node = parse_json(text)
    assert _plain(node) == value
    assert 1 <= node.lines[0] <= node.lines[1] == text.rstrip().count("\n") + 1
