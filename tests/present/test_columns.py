"""Text folded for narrow terminals: no word is cut, colours count nothing, wide signs count two."""

from __future__ import annotations

import pytest

from bot.present.columns import display_width, folded


def test_what_fits_stays_as_it_is() -> None:
    text = "short\n  indented   with gaps\n\nend"

    assert folded(text, 40) == text


def test_a_long_line_is_folded_between_words_with_a_hanging_indent() -> None:
    assert folded("retro-bot reads the reports and the log", 20) == "retro-bot reads the\n  reports and the\n  log"


@pytest.mark.parametrize("mark", ["  - ", "    ", "12. ", "[3] "])
def test_what_follows_stands_below_the_text_of_an_item(mark: str) -> None:
    lines = folded(f"{mark}one two three four five six", 20).split("\n")

    assert lines[0].startswith(f"{mark}one")
    assert all(line.startswith(" " * len(mark)) for line in lines[1:])
    assert " ".join(line.strip() for line in lines) == f"{mark}one two three four five six".strip()


def test_a_path_is_folded_at_its_joints() -> None:
    assert folded("see training_reports/2025-01-09-llama3-lora-rank-sweep.md", 24).split("\n") == [
        "see training_reports/",
        "  2025-01-09-llama3-",
        "  lora-rank-sweep.md",
    ]


def test_colours_take_no_room_and_stay() -> None:
    line = "\x1b[36mreports/a.md\x1b[0m  has it"

    assert display_width(line) == 20
    assert folded(line, 20) == line
    assert folded(f"{line} all", 20) == f"{line}\n  all"


def test_wide_signs_take_two_columns_and_fold_anywhere() -> None:
    assert display_width("日本 ok") == 7
    assert folded("学習率を下げると損失が発散しなくなった", 20).split("\n") == [
        "学習率を下げると損失",
        "  が発散しなくなった",
    ]


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = "\n".join(
        [
            "error  templates/skills/result-skill-template.md:20",
            "  fix: write {placeholder} on one line, or " + "x" * 90,
            "- 出力が " + "長い" * 40,
        ]
    )

    assert max(map(display_width, folded(text, width).split("\n"))) <= width
