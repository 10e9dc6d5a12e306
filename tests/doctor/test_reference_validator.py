"""The doctor's rules for skills and those of the reference validator: whatever that one refuses is an error here."""

from __future__ import annotations

from pathlib import Path

import pytest
import skills_ref

from bot.propose.skill_validity import skill_problems

GOOD = "---\nname: lora-rank\ndescription: Rank 16 is enough.\n---\n\n# LoRA rank\n\nUse rank 16.\n"
INVALID = {
    "no name": GOOD.replace("name: lora-rank\n", ""),
    "another name": GOOD.replace("name: lora-rank", "name: lora"),
    "capitals": GOOD.replace("name: lora-rank", "name: LoRA-rank"),
    "two hyphens": GOOD.replace("name: lora-rank", "name: lora--rank"),
    "a hyphen at the end": GOOD.replace("name: lora-rank", "name: lora-rank-"),
    "no description": GOOD.replace("description: Rank 16 is enough.\n", ""),
    "an empty description": GOOD.replace("Rank 16 is enough.", '""'),
    "a description too long": GOOD.replace("Rank 16 is enough.", "x" * 1025),
    "an unknown key": GOOD.replace("name:", "version: 1\nname:"),
    "a flow list": GOOD.replace("name:", "metadata:\n  tags: [a, b]\nname:"),
    "a colon in a plain text": GOOD.replace("Rank 16 is enough.", "Rank: 16 is enough."),
    "no front matter": GOOD.replace("---\n", ""),
    "front matter that does not end": GOOD.replace("\n---\n\n#", "\n\n#"),
    "a byte order mark": f"\ufeff{GOOD}",
    "compatibility too long": GOOD.replace("name:", f"compatibility: {'x' * 501}\nname:"),
}
VALID = {
    "the plainest": GOOD,
    "every key": GOOD.replace("name:", "license: MIT\ncompatibility: GPU\nallowed-tools: Bash Read\nname:"),
    "metadata": GOOD.replace("name:", "metadata:\n  author: ada\n  tags:\n    - lora\nname:"),
    "a folded description": GOOD.replace("Rank 16 is enough.", ">\n  Rank 16 is enough.\n  Use when: tuning"),
    "Windows line ends": GOOD.replace("\n", "\r\n"),
}


def refused(folder: Path, text: str) -> bool:
    """Whether the reference validator refuses a skill; it raises where it cannot even read one."""
    skill = folder / "lora-rank"
    skill.mkdir()
    (skill / "SKILL.md").write_bytes(text.encode("utf-8"))
    return bool(skills_ref.validate(skill))


@pytest.mark.parametrize("name", INVALID)
def test_what_the_reference_refuses_the_doctor_refuses(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path, INVALID[name])
    assert skill_problems("skills/lora-rank/SKILL.md", INVALID[name])


@pytest.mark.parametrize("name", VALID)
def test_what_the_reference_accepts_has_no_problem(tmp_path: Path, name: str) -> None:
    assert not refused(tmp_path, VALID[name])
    assert skill_problems("skills/lora-rank/SKILL.md", VALID[name]) == ()
