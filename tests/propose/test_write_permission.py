"""A plan writes skills, registry, guide and log; nothing else, whatever a registry names."""

from __future__ import annotations

import pytest

from bot.propose.write_permission import may_write
from tests.propose.retrospectives import LAYOUT


@pytest.mark.parametrize(
    "path",
    [
        ".codex/skills/lora-rank/SKILL.md",
        ".codex/skills/registry.json",
        "docs/experiment-log.md",
        "docs/troubleshooting.md",
    ],
)
def test_the_four_kinds_of_files_may_be_written(path: str) -> None:
    assert may_write(path, LAYOUT)


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "AGENTS.md",
        "reports/x.md",
        ".codex/skills/lora-rank/run.sh",
        ".codex/skills/Lora/SKILL.md",
        ".codex/skills/a/b/SKILL.md",
        ".codex/skills/../SKILL.md",
        ".claude/skills/lora-rank/SKILL.md",
        "/docs/experiment-log.md",
        "docs//experiment-log.md",
    ],
)
def test_other_files_may_not(path: str) -> None:
    assert not may_write(path, LAYOUT)


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/ci.md",
        "AGENTS.md",
        "docs/CLAUDE.md",
        "CODEOWNERS",
        "docs/log.py",
        "../log.md",
        ".git/log.md",
        "a\\b.md",
    ],
)
def test_a_registry_cannot_make_a_guarded_file_the_log(path: str) -> None:
    assert not may_write(path, LAYOUT._replace(experiment_log=path))


def test_skills_may_live_below_github() -> None:
    layout = LAYOUT._replace(skills_root=".github/skills", registry=".github/skills/registry.json")

    assert may_write(".github/skills/lora-rank/SKILL.md", layout)
    assert may_write(".github/skills/registry.json", layout)
