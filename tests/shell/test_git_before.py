"""The commit before a push: here, fetched, or gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.shell.git_before import commit_before
from tests.shell.git_repository import GitRepository


def test_a_commit_that_is_here_is_found(repository: GitRepository) -> None:
    commit = repository.commit()
    assert commit_before(repository.root, commit) == commit


@pytest.mark.parametrize("before", ["", "0" * 40, "HEAD", "main", "--upload-pack=touch x", "abc123", "g" * 40])
def test_what_is_no_commit_id_is_never_given_to_git(tmp_path: Path, before: str) -> None:
    """GitHub: names of revisions may smuggle options into git (B32). A folder without git would raise."""
    assert commit_before(tmp_path, before) == ""


def test_a_commit_that_a_shallow_clone_lacks_is_fetched_alone(repository: GitRepository, tmp_path: Path) -> None:
    first = repository.commit("one")
    repository.commit("two")
    repository.commit("three")
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.root}", str(clone))
    assert commit_before(clone, first) == first


def test_a_commit_that_nobody_has_any_more_is_none(repository: GitRepository) -> None:
    repository.commit()
    assert commit_before(repository.root, "12" * 20) == ""
