"""What makes a SKILL.md invalid."""

from __future__ import annotations

import pytest

from bot.model.report import Problem
from bot.propose.skill_validity import skill_problems

PATH = ".codex/skills/lora-rank/SKILL.md"
BODY = "\n# LoRA rank\n\nUse rank 16.\n"


def problems(front: str, body: str = BODY, path: str = PATH) -> list[str]:
    return [problem.message for problem in skill_problems(path, f"---\n{front}\n---\n{body}")]


GOOD = "name: lora-rank\ndescription: Rank 16. Use it."


@pytest.mark.parametrize(
    "front",
    [
        GOOD,
        f"{GOOD}\nlicense: MIT\ncompatibility: GPU\nallowed-tools: Bash Read\nmetadata:\n  tags:\n    - a",
        "name: lora-rank\ndescription: >\n  - [a] {1}: yes\n  &c",
        'name: lora-rank\ndescription: "[a] & {1}"',
    ],
)
def test_a_valid_skill_has_no_problems(front: str) -> None:
    assert problems(front) == []


def test_aliases_are_not_followed() -> None:
    assert problems(f"{GOOD}\nmetadata:\n  a: &a [x]\n  b: *a")[-1] == (
        "the front matter is not valid YAML (aliases are not read): put values with signs in quotes, and indent by blanks"
    )


def test_windows_line_ends_are_valid() -> None:
    assert skill_problems(PATH, f"---\n{GOOD}\n---\n{BODY}".replace("\n", "\r\n")) == ()


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("description: x", "`name` is missing: write `name: lora-rank`"),
        ("name: lora-rank", "`description` is missing: say what the skill teaches, and when to use it"),
        (
            "name: LoRA\ndescription: x",
            "the name `LoRA` is none: 1 to 64 of a-z, 0-9 and single hyphens between them, as in `lora-rank`",
        ),
        (
            "name: lora--rank\ndescription: x",
            "the name `lora--rank` is none: 1 to 64 of a-z, 0-9 and single hyphens between them, as in `lora-rank`",
        ),
        (
            "name: other\ndescription: x",
            "the name `other` is not that of its folder: give it that name, `lora-rank`, or rename the folder",
        ),
        (f"{GOOD}\nversion: 1", "the key `version` is not part of the specification: move it under `metadata`"),
        (f"{GOOD}\nmetadata: text", "`metadata` is no mapping: write its keys indented below it"),
        (f"name: lora-rank\ndescription: {'x' * 1025}", "`description` has 1025 characters: shorten it to 1024"),
        (f"{GOOD}\ncompatibility: {'x' * 501}", "`compatibility` has 501 characters: shorten it to 500"),
        (
            "name: lora-rank\ndescription: a --- b",
            "`---` inside the front matter ends it for some readers: use another dash",
        ),
        (
            f"{GOOD}\nmetadata:\n  tags: [a, b]",
            "strict YAML has no flow collections, anchors and tags: write lists as lines",
        ),
        (
            "- a",
            "the front matter is not valid YAML (it is no mapping of keys to values): "
            "put values with signs in quotes, and indent by blanks",
        ),
        (
            "name: a: b",
            "the front matter is not valid YAML (mapping values are not allowed in this context): "
            "put values with signs in quotes, and indent by blanks",
        ),
    ],
)
def test_each_problem_of_the_front_matter_is_named(front: str, message: str) -> None:
    assert message in problems(front)


def test_problems_of_the_body_have_their_lines() -> None:
    text = f"---\n{GOOD}\n---\n\n# {{Title}}\n\n```\n{{code}}\n```\n`{{span}}`\n"

    assert skill_problems(PATH, text) == (Problem(6, "the placeholder {Title} was left in: fill it or remove it"),)


def test_a_skill_of_more_than_500_lines_is_too_long() -> None:
    text = f"---\n{GOOD}\n---\n" + "x\n" * 496

    assert skill_problems(PATH, text) == ()
    assert skill_problems(PATH, text + "x\n") == (
        Problem(501, "the skill has more than 500 lines: move details to a file beside it"),
    )


def test_a_skill_without_body_says_nothing() -> None:
    assert problems(GOOD, "\n") == ["the skill has no body: write what it teaches below the front matter"]


@pytest.mark.parametrize("text", ["", "# Title\n", "---\nname: x\n", "\ufeff---\nname: lora-rank\n---\n"])
def test_a_file_without_front_matter_is_one_problem(text: str) -> None:
    assert len(skill_problems(PATH, text)) == 1
