"""Input that nobody wrote for us: long lines, wide tables, endless repetition. Time has to grow with size, no faster."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.model.fact import Fact
from tests.growth import is_in_proportion

Values = Callable[..., list[Fact]]

_SHAPES = {
    "one long word": "a" * 1000,
    "digits": "1 " * 500,
    "commas between digits": "1," * 500,
    "chains of equals": "a = " * 250,
    "pairs": "a=1, " * 200,
    "open brackets": "[1, " * 250,
    "brackets": "(" * 1000,
    "spaces": " " * 1000,
    "colons": "a: " * 333,
    "arrows": "1 → " * 250,
    "comparisons": "1 vs " * 200,
    "flags": "--a " * 250,
    "metrics": "loss 2.5 vs " * 83,
    "code marks": "`" * 1000,
    "dashes": "-" * 1000,
    "chinese": "显存占用" * 250,
}


@pytest.mark.parametrize("shape", sorted(_SHAPES))
@pytest.mark.parametrize(
    "frame", ["## Results\n\n{}\n", "## Setup\n\n- {}\n", "## R\n\n| a | loss |\n|---|---|\n| b | {} |\n", "```\n{}\n```\n"]
)
def test_time_grows_with_size_and_no_faster(values: Values, shape: str, frame: str) -> None:
    assert is_in_proportion(values, lambda size: frame.format(_SHAPES[shape] * size), 1)


def test_a_table_of_thousands_of_columns_is_cut(values: Values) -> None:
    columns = range(3000)
    header = "| run |" + "".join(f" loss {column} |" for column in columns)
    text = f"## R\n\n{header}\n{'|---' * 3001}|\n| a |{' 0.5 |' * 3000}\n"

    assert len(values(text)) == 99


def test_a_number_of_a_thousand_digits_is_none(values: Values) -> None:
    assert values(f"## Results\n\n- loss: {'9' * 1000}\n- loss: 2.5\n")[0].value == "2.5"


def test_a_paragraph_of_data_is_not_read_to_its_end(values: Values) -> None:
    assert len(values("## Results\n\n" + "".join(f"loss 2.{number}, " for number in range(1000)) + "\n")) == 200


def test_a_number_beyond_all_numbers_is_one_that_is_not_whole(values: Values) -> None:
    text = "## Results\n\n| x | y | loss |\n|---|---|---|\n| 1e9991 | 2 | 1e9991 |\n| 2 | 3 | 4.5 |\n\n- seed: 1e9991\n"
    assert "1e9991" in {fact.value for fact in values(text)}
