"""Where a repository begins and which folder holds its skills."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import UserError
from bot.shell.roots import find_root, find_skills_root


def folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def test_the_nearest_folder_with_skills_is_the_root(tmp_path: Path) -> None:
    folder(tmp_path / "lab/.git")
    folder(tmp_path / "lab/kernels/.agents/skills")
    below = folder(tmp_path / "lab/kernels/softmax/runs")

    assert find_root(below) == tmp_path / "lab/kernels"


def test_without_skills_the_git_work_tree_is_the_root(tmp_path: Path) -> None:
    folder(tmp_path / "lab/.git")

    assert find_root(folder(tmp_path / "lab/docs/reports")) == tmp_path / "lab"


def test_a_linked_work_tree_whose_git_is_a_file_counts(tmp_path: Path) -> None:
    below = folder(tmp_path / "lab/docs")
    (tmp_path / "lab/.git").write_text("gitdir: /elsewhere\n")

    assert find_root(below) == tmp_path / "lab"


def test_the_search_ends_at_the_git_work_tree(tmp_path: Path) -> None:
    folder(tmp_path / ".codex/skills")
    folder(tmp_path / "lab/.git")

    assert find_root(tmp_path / "lab") == tmp_path / "lab"


def test_skills_in_the_home_folder_belong_to_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder(tmp_path / "home/.claude/skills")
    below = folder(tmp_path / "home/notes")

    assert find_root(below) == below


def test_a_user_without_a_home_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("os.getuid", lambda: 4_000_000)

    assert find_root(folder(tmp_path / "notes")) == tmp_path / "notes"


def test_without_skills_the_conventions_own_folder_is_named(tmp_path: Path) -> None:
    assert find_skills_root(tmp_path) == ".codex/skills"


@pytest.mark.parametrize("name", [".codex/skills", ".claude/skills", ".agents/skills", ".github/skills"])
def test_every_usual_folder_is_found(tmp_path: Path, name: str) -> None:
    folder(tmp_path / name)

    assert find_skills_root(tmp_path) == name


def test_the_folder_with_the_registry_wins_over_one_with_skills_over_an_empty_one(tmp_path: Path) -> None:
    folder(tmp_path / ".codex/skills")
    (folder(tmp_path / ".claude/skills/lora") / "SKILL.md").write_text("x")

    assert find_skills_root(tmp_path) == ".claude/skills"

    (folder(tmp_path / ".github/skills") / "registry.json").write_text("{}")

    assert find_skills_root(tmp_path) == ".github/skills"


def test_of_two_folders_linked_to_one_another_the_real_one_is_kept(tmp_path: Path) -> None:
    folder(tmp_path / ".agents/skills")
    folder(tmp_path / ".codex")
    (tmp_path / ".codex/skills").symlink_to("../.agents/skills")
    (tmp_path / ".claude").symlink_to(".agents")

    assert find_skills_root(tmp_path) == ".agents/skills"


def test_a_link_out_of_the_repository_is_refused(tmp_path: Path) -> None:
    folder(tmp_path / "elsewhere")
    folder(tmp_path / "lab/.codex")
    (tmp_path / "lab/.codex/skills").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(UserError, match=r"^\.codex/skills: .* leads out of the repository"):
        find_skills_root(tmp_path / "lab")
