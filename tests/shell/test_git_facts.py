"""What git knows of a clone: top folder, default branch, origin, what it ignores."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.shell.git_facts import Origin, git_facts, ignored_paths, origin_of
from tests.shell.git_repository import GitRepository


@pytest.fixture
def lab(tmp_path: Path) -> GitRepository:
    return GitRepository(tmp_path / "lab")


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/acme/lab.git",
        "https://github.com/acme/lab",
        "https://github.com/acme/lab/",
        "https://ada:secret@GitHub.com/acme/lab.git",
        "git@github.com:acme/lab.git",
        "ssh://git@github.com/acme/lab.git",
        "ssh://git@github.com:22/acme/lab",
        "git://github.com/acme/lab.git",
    ],
)
def test_an_origin_is_understood_in_each_spelling(url: str) -> None:
    assert origin_of(url) == Origin("github.com", "acme/lab")


@pytest.mark.parametrize("url", ["", "/srv/git/lab.git", "file:///srv/lab", "https://example.org/a/b/c", "../lab"])
def test_what_is_no_address_of_a_repository_is_no_origin(url: str) -> None:
    assert origin_of(url) == Origin()


def test_before_the_first_commit_the_branch_is_the_one_that_is_checked_out(lab: GitRepository) -> None:
    lab.git("symbolic-ref", "HEAD", "refs/heads/trunk")
    facts = git_facts(lab.root)

    assert facts is not None
    assert (facts.top, facts.branch, facts.origin, facts.commit, facts.is_published) == (
        lab.root,
        "trunk",
        Origin(),
        "",
        False,
    )


def test_on_a_branch_of_ones_own_the_default_branch_is_still_named(lab: GitRepository) -> None:
    lab.commit()
    lab.git("checkout", "--quiet", "-b", "lora")
    facts = git_facts(lab.root)

    assert facts is not None
    assert facts.branch == "main"


def test_a_clone_knows_the_default_branch_of_its_origin_and_whether_its_commit_is_there(
    lab: GitRepository, tmp_path: Path
) -> None:
    lab.git("checkout", "--quiet", "-b", "develop")
    lab.commit()
    lab.git("clone", "--quiet", str(lab.root), str(tmp_path / "clone"))
    clone = GitRepository(tmp_path / "clone")
    facts = git_facts(clone.root)

    assert facts is not None
    assert (facts.branch, facts.is_published) == ("develop", True)

    clone.commit("not pushed")
    facts = git_facts(clone.root)

    assert facts is not None
    assert not facts.is_published


def test_without_a_repository_git_knows_nothing(tmp_path: Path) -> None:
    assert git_facts(tmp_path) is None
    assert ignored_paths(tmp_path, ["a"]) == frozenset()


def test_what_git_ignores_is_told_whether_it_is_there_or_not(lab: GitRepository) -> None:
    lab.write(".gitignore", "runs/\n.claude\n")

    assert ignored_paths(lab.root, ["runs/", ".claude/skills", "docs"]) == {"runs/", ".claude/skills"}
