"""A key of a JSON text is told by its line."""

from __future__ import annotations

from bot.reading.json_keys import line_of


def test_a_key_is_found_below_the_keys_that_hold_it() -> None:
    text = '{\n"reports": 1,\n"paths": {\n"reports": 2}}'

    assert line_of(text, "paths", "reports") == 4
    assert line_of(text, "no", "reports") == 1


def test_a_value_and_a_key_further_in_are_not_taken_for_the_key() -> None:
    text = '{\n"version": "paths",\n"more": {"paths": {"reports": 1}},\n"paths": [\n{"a": 1},\n{"reports": 2}]}'

    assert line_of(text, "paths") == 4
    assert line_of(text, "paths", "1", "reports") == 6


def test_of_a_key_that_stands_there_twice_the_last_one_counts() -> None:
    assert line_of('\ufeff{\n"a": 1,\n"a": 2}', "a") == 3


def test_a_key_is_known_however_it_is_written() -> None:
    assert line_of('{\n"\\u00e9": 1}', "é") == 2


def test_what_is_no_json_has_no_lines_to_tell() -> None:
    assert line_of('{\n"a": ,}', "a") == 1
    assert line_of("", "a") == 1
