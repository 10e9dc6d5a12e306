"""A commit on a branch of its own, and what the user has under way left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import UserError
from bot.shell.git_commit import Committing
from tests.shell.git_repository import GitRepository


@pytest.fixture
def lab(repository: GitRepository) -> GitRepository:
    repository.write("log.md", "old\n")
    repository.write("train.py", "rank = 8\n")
    repository.commit()
    return repository


def test_the_commit_holds_the_files_alone_and_work_under_way_stays_as_it_is(lab: GitRepository) -> None:
    lab.write("train.py", "rank = 16\n")
    lab.write("notes.txt", "untracked\n")
    committing = Committing(lab.root, ["log.md", "skills/a/SKILL.md"])

    committing.check()
    branch = committing.open_branch("retro-bot/lora")
    lab.write("log.md", "new\n")
    lab.write("skills/a/SKILL.md", "# A\n")
    commit = committing.commit("Retrospective: LoRA\n\n- new skill a")

    assert branch == lab.git("branch", "--show-current") == "retro-bot/lora"
    assert commit == lab.git("rev-parse", "HEAD")
    assert lab.git("show", "--name-only", "--format=%s", "HEAD").split("\n") == [
        "Retrospective: LoRA",
        "",
        "log.md",
        "skills/a/SKILL.md",
    ]
    assert lab.git("status", "--porcelain").split("\n") == ["M train.py", "?? notes.txt"]


def test_a_name_that_is_taken_gets_a_number(lab: GitRepository) -> None:
    lab.git("branch", "retro-bot/lora")
    lab.git("branch", "retro-bot/lora-2")

    assert Committing(lab.root, []).open_branch("retro-bot/lora") == "retro-bot/lora-3"


@pytest.mark.parametrize("name", ["-f", "a..b", "two words", ""])
def test_a_name_that_git_would_not_take_is_refused(lab: GitRepository, name: str) -> None:
    with pytest.raises(UserError, match="no name for a branch"):
        Committing(lab.root, []).open_branch(name)
    assert lab.git("branch", "--show-current") == "main"


def test_where_git_can_make_no_branch_its_reason_is_told(lab: GitRepository) -> None:
    lab.write(".git/index.lock", "")

    with pytest.raises(UserError, match=r"^--commit: no branch retro-bot/lora, nothing was written: .*index\.lock") as told:
        Committing(lab.root, []).open_branch("retro-bot/lora")
    assert "\n" not in str(told.value)


def test_staged_changes_are_refused(lab: GitRepository) -> None:
    lab.write("train.py", "rank = 16\n")
    lab.git("add", "train.py")

    with pytest.raises(UserError, match="staged changes"):
        Committing(lab.root, ["log.md"]).check()


@pytest.mark.parametrize("path", ["log.md", "skills/a.md"])
def test_uncommitted_changes_in_a_file_to_be_written_are_refused(lab: GitRepository, path: str) -> None:
    lab.write(path, "mine\n")

    with pytest.raises(UserError, match="not committed"):
        Committing(lab.root, ["log.md", "skills/a.md"]).check()


def test_an_ignored_file_is_refused(lab: GitRepository) -> None:
    lab.write(".gitignore", "skills/\n")
    lab.commit()

    with pytest.raises(UserError, match="git ignores one of the files"):
        Committing(lab.root, ["skills/a.md"]).check()


def test_a_repository_without_commits_is_refused(repository: GitRepository) -> None:
    with pytest.raises(UserError, match="no commit yet"):
        Committing(repository.root, ["log.md"]).check()


def test_outside_git_the_option_is_explained(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"--commit: .* is not a git repository"):
        Committing(tmp_path, ["log.md"])


def test_a_failing_hook_is_reported_with_its_words(lab: GitRepository) -> None:
    hook = lab.write(".git/hooks/pre-commit", "#!/bin/sh\necho too long a line >&2\nexit 1\n")
    hook.chmod(0o755)
    committing = Committing(lab.root, ["log.md"])
    committing.open_branch("retro-bot/lora")
    lab.write("log.md", "new\n")

    with pytest.raises(UserError, match=r"the files are written, but git commit failed: .*too long a line"):
        committing.commit("Retrospective")


def test_a_merge_under_way_is_refused(lab: GitRepository) -> None:
    lab.git("update-ref", "MERGE_HEAD", "HEAD")

    with pytest.raises(UserError, match="a merge is under way"):
        Committing(lab.root, ["log.md"]).check()
