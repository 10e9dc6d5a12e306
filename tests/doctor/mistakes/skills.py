"""Mistakes in the skills, and in the folders and links in which they are."""

from __future__ import annotations

from tests.doctor.mistakes import REGISTRY, SKILL, SKILL_TEXT, E, Mistake, W, both, edit, link, move, remove, write

MISTAKES: dict[str, Mistake] = {
    "a name that is not the folder's": (
        edit(SKILL, "name: llama3-lora-rank", "name: lora"),
        "skill-invalid",
        E,
        f"{SKILL}:1",
        "give it that name",
    ),
    "no name": (
        edit(SKILL, "name: llama3-lora-rank\n", ""),
        "skill-invalid",
        E,
        f"{SKILL}:1",
        "write `name: llama3-lora-rank`",
    ),
    "no description": (edit(SKILL, "description", "summary"), "skill-invalid", E, SKILL, "say what the skill teaches"),
    "a placeholder": (edit(SKILL, "# LoRA rank", "# {Title}"), "skill-invalid", W, f"{SKILL}:9", "fill it or remove it"),
    "a SKILL.md in small letters": (
        move(SKILL, SKILL.replace("SKILL", "skill")),
        "skill-missing",
        E,
        ".codex/skills/llama3-lora-rank",
        "the name in capitals",
    ),
    "a listed skill that is gone": (
        edit(REGISTRY, '"llama3-lora-rank"', '"llama3-lora-ranks"'),
        "skill-gone",
        E,
        REGISTRY,
        "did you mean llama3-lora-rank?",
    ),
    "a skill that is not listed": (
        write(".codex/skills/sweep/SKILL.md", SKILL_TEXT.replace("llama3-lora-rank", "sweep")),
        "skill-unlisted",
        W,
        ".codex/skills/sweep/SKILL.md",
        'add "sweep"',
    ),
    "a link that leads nowhere": (
        link(".claude/skills", "../.agent/skills"),
        "link-broken",
        E,
        ".claude/skills",
        "ln -sfn ../.codex/skills .claude/skills",
    ),
    "a link out of the repository": (link(".gemini/skills", "/usr"), "link-outside", E, ".gemini/skills", "ln -sfn"),
    "a link that was checked out as text": (
        both(remove(".claude/skills"), write(".claude/skills", "../.codex/skills")),
        "link-text",
        E,
        ".claude/skills",
        "git config core.symlinks true",
    ),
    "a named folder that is not there": (
        remove(".claude/skills"),
        "link-missing",
        E,
        ".claude/skills",
        "ln -sfn ../.codex/skills",
    ),
    "a copy in place of a link": (
        both(remove(".claude/skills"), write(SKILL.replace(".codex", ".claude"), SKILL_TEXT)),
        "skill-twice",
        E,
        SKILL.replace(".codex", ".claude"),
        "make .claude/skills a link",
    ),
}
