"""A key of a JSON text is told by its line."""

from __future__ import annotations

from bot.reading.json_keys import line_of


def test_a_key_is_found_below_the_keys_that_hold_it() -> None:
    text = '{\n"reports": 1,\n"paths": {\n"reports": 2}}'

    assert line_of(text, "paths", "reports") == 4
    assert line_of(text, "no", "reports") == 1
