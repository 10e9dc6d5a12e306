"""Files are checked before any is written, and each is replaced in one step."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.model.plan import Action, FileChange
from bot.model.setup import Link
from bot.shell.file_changes import write_changes, write_links


def change(path: str, before: str, content: str) -> FileChange:
    return FileChange(path, Action.UPDATE if before else Action.CREATE, before, content, (1,))


def test_new_and_changed_files_are_written_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "log.md").write_bytes(b"old\r\n")

    write_changes(tmp_path, [change("log.md", "old\r\n", "old\r\nneu ü\r\n"), change("a/b/SKILL.md", "", "# B\n")])

    assert (tmp_path / "log.md").read_bytes() == "old\r\nneu ü\r\n".encode()
    assert (tmp_path / "a/b/SKILL.md").read_text() == "# B\n"
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["SKILL.md", "log.md"]


def test_a_file_keeps_its_mode_and_a_new_one_gets_the_usual_one(tmp_path: Path) -> None:
    (tmp_path / "run.md").write_text("old")
    (tmp_path / "run.md").chmod(0o750)
    mask = os.umask(0o027)
    try:
        write_changes(tmp_path, [change("run.md", "old", "new"), change("new.md", "", "new")])
    finally:
        os.umask(mask)

    assert (tmp_path / "run.md").stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "new.md").stat().st_mode & 0o777 == 0o640


def test_nothing_is_written_if_one_file_changed_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "log.md").write_text("somebody wrote")

    with pytest.raises(UserError, match=r"^log\.md: changed since the plan was made \(run the command again\)$"):
        write_changes(tmp_path, [change("a.md", "", "new"), change("log.md", "old", "new")])
    assert not (tmp_path / "a.md").exists()


def test_a_file_that_appeared_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mine")

    with pytest.raises(UserError, match="changed since the plan was made"):
        write_changes(tmp_path, [change("a.md", "", "new")])


@pytest.mark.parametrize("path", ["link.md", "folder/a.md"])
def test_nothing_is_written_through_a_link(tmp_path: Path, path: str) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.md").write_text("old")
    (tmp_path / "link.md").symlink_to("real/a.md")
    (tmp_path / "folder").symlink_to("real")

    with pytest.raises(UserError, match="nothing is written through links"):
        write_changes(tmp_path, [change(path, "old", "new")])
    assert (tmp_path / "real/a.md").read_text() == "old"


def test_a_path_out_of_the_repository_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="leads out of the repository"):
        write_changes(tmp_path / "lab", [change("../a.md", "", "new")])


def test_a_folder_in_the_place_of_a_file_is_an_error_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()

    with pytest.raises(UserError, match="cannot be read"):
        write_changes(tmp_path, [change("a.md", "", "new")])


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log.md").write_text("old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(
        UserError, match=r"^log\.md: cannot be written: No space left on device \(mend .* so far: nothing\)$"
    ):
        write_changes(tmp_path, [change("log.md", "old", "new")])
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["log.md"]
    assert (tmp_path / "log.md").read_text() == "old"


def test_a_link_is_made_in_folders_of_the_repository_and_never_through_another_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "away").symlink_to("real")

    write_links(tmp_path, [Link(".claude/skills", "../real")])
    with pytest.raises(UserError, match="away is a link, and nothing is written through links"):
        write_links(tmp_path, [Link("away/skills", "../real")])

    assert (tmp_path / ".claude/skills").resolve() == tmp_path / "real"
    assert list((tmp_path / "real").iterdir()) == []
