"""Files are listed and read inside limits, and never outside the root."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.shell import tree
from bot.shell.tree import inside, list_files, read_bytes


def touch(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x")


def test_files_are_listed_in_path_order_without_hidden_folders_and_environments(tmp_path: Path) -> None:
    touch(tmp_path, "b.md", "a/z.md", "a/b/c.md", ".git/config", "node_modules/x.md", "venv/y.md")

    assert list(list_files(tmp_path)) == ["b.md", "a/z.md", "a/b/c.md"]


def test_a_listing_below_a_folder_keeps_paths_relative_to_the_root(tmp_path: Path) -> None:
    touch(tmp_path, "reports/2025/a.md", "other.md")

    assert list(list_files(tmp_path, "reports")) == ["reports/2025/a.md"]


def test_depth_bounds_the_folders_that_are_entered(tmp_path: Path) -> None:
    touch(tmp_path, "top.md", "one/a.md", "one/two/b.md")

    assert list(list_files(tmp_path, depth=1)) == ["top.md", "one/a.md"]


def test_folders_behind_links_are_not_entered(tmp_path: Path) -> None:
    touch(tmp_path, "real/a.md")
    (tmp_path / "link").symlink_to("real")

    assert list(list_files(tmp_path)) == ["real/a.md"]


def test_a_folder_with_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_FILES", 2)
    touch(tmp_path, "a.md", "b.md", "c.md")

    with pytest.raises(UserError, match="more than 2 files"):
        list(list_files(tmp_path))


@pytest.mark.parametrize("path", ["../secret.md", "reports/../../secret.md"])
def test_a_path_that_climbs_out_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(UserError, match="leads out of the repository"):
        inside(tmp_path / "lab", path)


def test_an_absolute_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="absolute path"):
        inside(tmp_path, str(tmp_path / "a.md"))


def test_a_link_out_of_the_root_is_refused_and_one_inside_is_followed(tmp_path: Path) -> None:
    touch(tmp_path, "secret.md", "lab/real.md")
    (tmp_path / "lab/out.md").symlink_to("../secret.md")
    (tmp_path / "lab/in.md").symlink_to("real.md")

    assert inside(tmp_path / "lab", "in.md") == (tmp_path / "lab/real.md").resolve()
    with pytest.raises(UserError, match="leads out of the repository"):
        read_bytes(tmp_path / "lab", "out.md")


@pytest.mark.parametrize("path", [".git/config", ".GIT/config", "link.md", "worktree/.git/config"])
def test_gits_own_folder_is_not_read_where_a_checkout_may_keep_a_token(tmp_path: Path, path: str) -> None:
    touch(tmp_path, ".git/config", ".GIT/config", "worktree/.git/config")
    (tmp_path / "link.md").symlink_to(".git/config")

    with pytest.raises(UserError, match="leads into git's own folder"):
        read_bytes(tmp_path, path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_BYTES", 3)
    (tmp_path / "log.md").write_text("1234")

    with pytest.raises(UserError, match=r"log\.md: .* are not read \(split it\)"):
        read_bytes(tmp_path, "log.md")


@pytest.mark.parametrize(
    ("path", "reason"), [("no.md", "no such file"), ("folder", "not a regular file"), ("a\0b", "null")]
)
def test_what_cannot_be_read_says_why(tmp_path: Path, path: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(UserError, match=reason):
        read_bytes(tmp_path, path)


@pytest.mark.parametrize("path", ["a\0b", "a" * 5000, "a/" * 5000])
def test_what_is_no_path_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(UserError, match="is no path"):
        inside(tmp_path, path)


def test_a_file_whose_name_is_not_utf_8_is_refused_since_nothing_could_cite_it(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    (tmp_path / name).write_text("x")

    with pytest.raises(UserError, match="name is not UTF-8"):
        read_bytes(tmp_path, name)
