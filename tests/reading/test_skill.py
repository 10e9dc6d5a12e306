"""A SKILL.md file as a value: its name, description and tags, whatever state its front matter is in."""

from __future__ import annotations

from textwrap import dedent

import pytest

from bot.reading.skill import read_skill

PATH = ".codex/skills/lora-rank/SKILL.md"

LORA_RANK = dedent("""\
    ---
    name: lora-rank
    description: >
      Rank 16 is enough.
      Use when: choosing a rank.
    metadata:
      tags:
        - lora
        - memory
    ---

    # LoRA rank
    """)


def test_name_description_and_tags_come_from_the_front_matter() -> None:
    skill = read_skill(PATH, LORA_RANK, "result")

    assert (skill.name, skill.path, skill.kind) == ("lora-rank", PATH, "result")
    assert skill.description == "Rank 16 is enough. Use when: choosing a rank."
    assert skill.tags == ("lora", "memory")


def test_the_text_is_kept_byte_for_byte() -> None:
    windows = LORA_RANK.replace("\n", "\r\n").rstrip()

    assert read_skill(PATH, windows, "").text == windows


def test_windows_line_ends_and_a_byte_order_mark_do_not_hide_the_front_matter() -> None:
    skill = read_skill(PATH, "\ufeff" + LORA_RANK.replace("\n", "\r\n"), "")

    assert skill.tags == ("lora", "memory")


@pytest.mark.parametrize(
    "front",
    ["tags: [lora, memory]", "tags: lora, memory", "metadata:\n  tags: [lora, memory]", "tags:\n- lora\n- memory"],
)
def test_tags_are_found_in_each_form_that_teams_write(front: str) -> None:
    assert read_skill(PATH, f"---\nname: lora-rank\n{front}\n---\n", "").tags == ("lora", "memory")


@pytest.mark.parametrize("text", ["", "# Just a page\n", "---\nname: [\n---\n", "---\nno end"])
def test_a_skill_without_readable_front_matter_is_called_as_its_folder(text: str) -> None:
    skill = read_skill(PATH, text, "")

    assert (skill.name, skill.description, skill.tags) == ("lora-rank", "", ())
