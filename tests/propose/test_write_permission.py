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
        ".GitHub/Workflows/ci.md",
        ".github/workflows/../workflows/ci.md",
        ".github/workflows./ci.md",
        ".github/workflows /ci.md",
        "AGENTS.md.",
        "AGENTS.md ",
        "AGENT\u017f.md",  # which is `AGENTS.md` without regard to case
        "AGENTS\u200d.md",
        "agents.md",
        "GIT~1/log.md",
        ".github/copilot-instructions.md",
        ".github/instructions/python.instructions.md",
        ".github/PULL_REQUEST_TEMPLATE.md",
        ".claude/commands/deploy.md",
        ".cursor/rules/all.md",
        ".codex/skills/AGENTS.md",
        ".codex/prompts/log.md",
        "docs/copilot-instructions.md",
        "requirements.txt",
        "requirements-dev.txt",
        "requirements/test_requirements.txt",
        "constraints.txt",
        "src/CMakeLists.txt",
        "robots.txt",
    ],
)
def test_a_registry_cannot_make_a_guarded_file_the_log(path: str) -> None:
    assert not may_write(path, LAYOUT._replace(experiment_log=path))


@pytest.mark.parametrize("folder", [".github/workflows", ".git/hooks", ".GITHUB/Actions", "skills.", "skills\u200b"])
def test_a_registry_cannot_make_a_guarded_folder_one_of_skills(folder: str) -> None:
    layout = LAYOUT._replace(skills_root=folder, registry=f"{folder}/registry.json")

    assert not may_write(f"{folder}/lora-rank/SKILL.md", layout)
    assert not may_write(f"{folder}/registry.json", layout)


@pytest.mark.parametrize("path", ["docs/agents-of-change.md", "notes/security-lab.txt", "实验/日志.md", "docs/log v1.2.md"])
def test_a_log_may_be_named_as_people_name_one(path: str) -> None:
    assert may_write(path, LAYOUT._replace(experiment_log=path))


def test_skills_may_live_below_github() -> None:
    layout = LAYOUT._replace(skills_root=".github/skills", registry=".github/skills/registry.json")

    assert may_write(".github/skills/lora-rank/SKILL.md", layout)
    assert may_write(".github/skills/registry.json", layout)
