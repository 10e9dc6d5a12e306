"""Front matter is cut off, read without surprises, and reported when it is broken."""

from __future__ import annotations

import pytest

from bot.model.report import CodeBlock
from bot.reading.front_matter import MAX_CHARACTERS, FrontMatter, front_matter_length, split_front_matter


def test_values_stay_as_they_were_written() -> None:
    front = split_front_matter("---\ntitle: 010\ndate: 2026-03-12\nlr: 1e-4\ntags: [a, on]\nlora: {r: 16}\n---\n# Body\n")
    assert front.values == {"title": "010", "date": "2026-03-12", "lr": "1e-4", "tags": ["a", "on"], "lora": {"r": "16"}}
    assert front.first_body_line == 8
    assert front.problem is None


def test_toml_is_read_too() -> None:
    front = split_front_matter('+++\ntitle = "Sweep"\n[run]\nlr = 3.50\nseeds = [1, 2]\nfp16 = true\n+++\nBody\n')
    assert front.values == {"title": "Sweep", "run": {"lr": "3.50", "seeds": ["1", "2"], "fp16": "true"}}
    assert front.first_body_line == 8
    assert front.settings == (CodeBlock("toml", "[run]\nlr = 3.50\nseeds = [1, 2]\nfp16 = true\n", (3, 6)),)


def test_settings_are_the_lines_of_keys_that_say_something_of_the_experiment() -> None:
    text = "---\ntitle: Sweep\nmodel: gpt2\nlora:\n  r: 16\ntags:\n  - a\nlr: 1e-4\n---\n"
    assert split_front_matter(text).settings == (
        CodeBlock("yaml", "model: gpt2\nlora:\n  r: 16\n", (3, 5)),
        CodeBlock("yaml", "lr: 1e-4\n", (8, 8)),
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\na: 1\nb: [1, 2\n---\n", 4, "not valid YAML"),
        ("---\na: &x 1\nb: *x\n---\n", 3, "aliases are not read"),
        ("---\na: " + "[" * 30 + "]" * 30 + "\n---\n", 2, "nested too deeply"),
        ("+++\na = 1\nb = \n+++\n", 3, "not valid TOML"),
        ("+++\na = " + "[" * 6000 + "\n+++\n", 1, "nested too deeply"),
        (f"---\na: {'x' * MAX_CHARACTERS}\n---\n", 1, "more than"),
        ("---\na: \x07\n---\n", 1, "forbidden"),
    ],
)
def test_a_broken_block_is_a_problem_and_no_part_of_the_body(text: str, line: int, words: str) -> None:
    front = split_front_matter(text + "# Body\n")
    assert front.values == {}
    assert front.problem is not None
    assert front.problem.line == line
    assert words in front.problem.message
    assert front.first_body_line == text.count("\n") + 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Title\n",
        "---\n",
        "---\na: b\n",
        "---\n\na: b\n---\n",
        "---\nSome prose.\n---\n",
        "\n---\na: b\n---\n",
        "----\na: b\n---\n",
    ],
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert split_front_matter(text) == FrontMatter()
    assert front_matter_length(text) == 0


def test_the_length_counts_both_fences() -> None:
    assert front_matter_length("---\na: b\n...\nBody") == len("---\na: b\n...\n")
    assert front_matter_length("---\na: b\n---") == len("---\na: b\n---")
