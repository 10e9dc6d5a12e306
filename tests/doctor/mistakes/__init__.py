"""Mistakes that can be made in a healthy repository: how each is made, and what the doctor has to say of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from bot.doctor.finding import Severity

ACTION = "acme/retro-bot@" + "1" * 40
REGISTRY = ".codex/skills/registry.json"
WORKFLOW = ".github/workflows/retrospective.yml"
TEMPLATE = "templates/skills/result-skill-template.md"
SKILL = ".codex/skills/llama3-lora-rank/SKILL.md"
SKILL_TEXT = """\
---
name: llama3-lora-rank
description: Rank 16 is enough. Use when tuning LoRA.
metadata:
  tags:
    - lora
---

# LoRA rank

## Results

Rank 16 reaches an eval loss of 1.087.
"""

E, W = Severity.ERROR, Severity.WARNING

Mistake: TypeAlias = tuple[Callable[[Path], None], str, Severity, str, str]
"""How it is made; the check that finds it, its severity, how its place begins, and what is in its fix."""


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def write(path: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    return change


def write_bytes(path: str, data: bytes) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).write_bytes(data)

    return change


def remove(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        place = root / path
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink()

    return change


def move(old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)

    return change


def link(path: str, target: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        if (root / path).is_symlink():
            (root / path).unlink()
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)

    return change


def both(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        for each in changes:
            each(root)

    return change
