"""Folders of skills: the registry names them, links between them are kept to, and each skill is written once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import FILES, Run
from tests.shell.git_repository import GitRepository

REQUEST = ("--report", "reports/2025-03-12-llama3-lora-rank.md", "--today", "2025-04-01")


def skill_paths(run: Callable[..., Run]) -> list[str]:
    plan = json.loads(run("dry-run", *REQUEST, "--format", "json").out)
    return [proposal["path"] for proposal in plan["proposals"] if proposal["kind"] == "skill"]


def name_folders(lab: GitRepository, folders: object, where: str = ".codex/skills") -> None:
    registry = json.loads(FILES[".codex/skills/registry.json"])
    registry["paths"]["skills"] = folders
    lab.write(f"{where}/registry.json", json.dumps(registry, indent=2))


def skills_below(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("SKILL.md"))


def test_new_skills_go_to_the_first_folder_that_the_registry_names(lab: GitRepository, run: Callable[..., Run]) -> None:
    name_folders(lab, [".agents/skills", ".codex/skills"])

    assert [path.rpartition("/")[0].rpartition("/")[0] for path in skill_paths(run)] == [".agents/skills"]


@pytest.mark.parametrize("folders", [".agents/skills", [".agents/skills", ".codex/skills"]])
def test_where_the_named_folder_is_a_link_the_real_one_is_written_once_and_the_link_stays(
    lab: GitRepository, run: Callable[..., Run], folders: object
) -> None:
    (lab.root / ".agents").mkdir()
    (lab.root / ".agents/skills").symlink_to("../.codex/skills")
    name_folders(lab, folders)

    assert run("apply", *REQUEST, "--yes").code == 0
    assert (lab.root / ".agents/skills").readlink() == Path("../.codex/skills")
    assert {path.partition("/")[0] for path in skills_below(lab.root)} == {".codex"}


def test_a_skill_is_updated_in_the_folder_where_it_lives(lab: GitRepository, run: Callable[..., Run]) -> None:
    assert run("apply", *REQUEST, "--yes").code == 0
    (path,) = skills_below(lab.root)
    name = path.split("/")[-2]
    (lab.root / ".claude/skills").mkdir(parents=True)
    (lab.root / path).parent.rename(lab.root / ".claude/skills" / name)
    name_folders(lab, [".codex/skills", ".claude/skills"])
    report = lab.root / REQUEST[1]
    report.write_text(report.read_text().replace("| 32 | 1.085 |", "| 24 | 1.081 | 24.0 | 2900 |\n| 32 | 1.085 |"))

    assert skill_paths(run) == [f".claude/skills/{name}/SKILL.md"]


def test_of_two_copies_of_a_skill_that_of_the_first_folder_is_updated(lab: GitRepository, run: Callable[..., Run]) -> None:
    assert run("apply", *REQUEST, "--yes").code == 0
    (path,) = skills_below(lab.root)
    copy = path.replace(".codex", ".claude")
    lab.write(copy, (lab.root / path).read_text())
    name_folders(lab, [".codex/skills", ".claude/skills"])
    report = lab.root / REQUEST[1]
    report.write_text(report.read_text().replace("| 32 | 1.085 |", "| 24 | 1.081 | 24.0 | 2900 |\n| 32 | 1.085 |"))

    assert skill_paths(run) == [path]


def test_a_folder_outside_the_repository_is_refused_with_its_line(lab: GitRepository, run: Callable[..., Run]) -> None:
    name_folders(lab, ["../skills"])
    done = run("dry-run", "all")

    assert done.code == 1
    assert done.err.startswith("retro-bot: .codex/skills/registry.json:11: paths.skills: ../skills leads out of")


def test_a_folder_that_is_no_text_is_ignored_with_a_warning(lab: GitRepository, run: Callable[..., Run]) -> None:
    name_folders(lab, [".codex/skills", 7])
    done = run("dry-run", *REQUEST)

    assert done.code == 0
    assert "paths.skills.1 must be string; it is ignored" in done.out


def test_where_a_registry_names_no_folder_its_own_is_the_only_one(lab: GitRepository, run: Callable[..., Run]) -> None:
    lab.write(".claude/skills/sweep/SKILL.md", "---\nname: sweep\ndescription: Sweeps\n---\n\n## Results\n\nLoss 7.25.\n")
    lab.write(".codex/skills/ranks/SKILL.md", "---\nname: ranks\ndescription: Ranks\n---\n\n## Results\n\nLoss 1.087.\n")

    assert [skill["name"] for skill in json.loads(run("verify", "--format", "json").out)["skills"]] == ["ranks"]


def test_without_a_registry_every_usual_folder_is_read(lab: GitRepository, run: Callable[..., Run]) -> None:
    (lab.root / ".codex/skills/registry.json").unlink()
    lab.write(".claude/skills/sweep/SKILL.md", "---\nname: sweep\ndescription: Sweeps\n---\n\n## Results\n\nLoss 1.322.\n")
    lab.write(".codex/skills/ranks/SKILL.md", "---\nname: ranks\ndescription: Ranks\n---\n\n## Results\n\nLoss 1.087.\n")

    assert [skill["name"] for skill in json.loads(run("verify", "--format", "json").out)["skills"]] == ["ranks", "sweep"]
