"""Git's plumbing on real repositories: what changed, what there is, what was committed last, and contents."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.shell.git_plumbing import (
    GitFailed,
    blob_id,
    blob_texts,
    changed_between,
    head_commit,
    listed,
    recently_changed,
)
from tests.shell.git_repository import GitRepository


def test_the_id_of_a_content_is_that_of_git(repository: GitRepository) -> None:
    repository.write("a.md", "rank 8 underfits — 不足\n")
    assert blob_id((repository.root / "a.md").read_bytes()) == repository.git("hash-object", "a.md")


def test_there_is_no_commit_outside_a_repository_or_before_the_first(tmp_path: Path, repository: GitRepository) -> None:
    assert head_commit(tmp_path) == head_commit(repository.root) == ""
    commit = repository.commit()
    assert head_commit(repository.root) == commit


def test_what_changed_comes_with_the_id_of_its_new_content(repository: GitRepository) -> None:
    repository.write("reports/kept.md", "a")
    repository.write("reports/gone.md", "b")
    old = repository.commit()
    (repository.root / "reports/gone.md").unlink()
    repository.write("reports/new\ttab.md", "c")
    repository.write("elsewhere.md", "d")
    new = repository.commit()
    found = set(changed_between(repository.root, old, new, "reports"))
    assert found == {("reports/gone.md", ""), ("reports/new\ttab.md", blob_id(b"c"))}
    below = changed_between(repository.root / "reports", old, new, ".")
    assert {each.path for each in below} == {"gone.md", "new\ttab.md"}


def test_a_commit_that_git_does_not_have_is_a_failure(repository: GitRepository) -> None:
    new = repository.commit()
    with pytest.raises(GitFailed):
        list(changed_between(repository.root, "0" * 39 + "1", new, "."))


def test_everything_is_listed_but_links(repository: GitRepository) -> None:
    repository.write("reports/a.md", "a")
    (repository.root / "reports/link.md").symlink_to("a.md")
    commit = repository.commit()
    assert list(listed(repository.root, commit, "reports")) == [("reports/a.md", blob_id(b"a"))]


def test_a_commit_whose_folder_is_missing_is_said_and_not_taken_for_empty(repository: GitRepository) -> None:
    repository.write("reports/2026/a.md", "# A\n")
    commit = repository.commit()
    tree = repository.git("rev-parse", "HEAD:reports/2026")
    (repository.root / ".git/objects" / tree[:2] / tree[2:]).unlink()

    with pytest.raises(UserError, match="git cannot list the files"):
        list(listed(repository.root, commit, "reports"))


def test_the_latest_commit_comes_first_and_the_rest_may_stay_unread(repository: GitRepository) -> None:
    for name in ("first", "second", "third"):
        repository.write(f"reports/{name}.md", name)
        repository.commit(name)
    found = recently_changed(repository.root, repository.git("rev-parse", "HEAD"), "reports")
    assert [each.path for each in islice(found, 2)] == ["reports/third.md", "reports/second.md"]


def test_contents_come_in_turn_and_what_git_lacks_is_none(repository: GitRepository) -> None:
    repository.write("a", "one\ntwo\n")
    repository.write("b", "")
    repository.commit()
    wanted = [blob_id(b"one\ntwo\n"), "0" * 40, blob_id(b"")]
    assert list(blob_texts(repository.root, wanted)) == [b"one\ntwo\n", None, b""]
