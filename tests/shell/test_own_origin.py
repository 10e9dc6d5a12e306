"""Where the bot was installed from, as installers record it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bot.shell.own_origin import own_action
from tests.shell.git_repository import GitRepository


def installed(folder: Path, monkeypatch: pytest.MonkeyPatch, record: object) -> None:
    """Make the interpreter find a distribution of the bot that an installer recorded this of."""
    metadata = folder / "retro_bot-9.9.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: retro-bot\nVersion: 9.9\n")
    (metadata / "direct_url.json").write_text(json.dumps(record) if record else "")
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])


def test_installed_from_a_repository_it_is_that_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = "1" * 40
    record = {"url": "https://github.com/acme/retro-bot.git", "vcs_info": {"vcs": "git", "commit_id": commit}}
    installed(tmp_path, monkeypatch, record)

    assert own_action("github.com") == f"acme/retro-bot@{commit}"
    assert own_action("ghe.example.org") == ""


def test_installed_from_a_clone_it_is_a_commit_that_the_origin_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = GitRepository(tmp_path / "clone of the bot")
    commit = clone.commit()
    clone.git("remote", "add", "origin", "git@github.com:acme/retro-bot.git")
    installed(tmp_path, monkeypatch, {"url": clone.root.as_uri(), "dir_info": {}})

    assert own_action("github.com") == ""

    clone.git("update-ref", "refs/remotes/origin/main", commit)

    assert own_action("github.com") == f"acme/retro-bot@{commit}"


@pytest.mark.parametrize(
    "record", [None, {}, {"url": "https://example.org/retro_bot-1.0-py3-none-any.whl", "archive_info": {}}]
)
def test_from_an_index_nobody_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: object) -> None:
    installed(tmp_path, monkeypatch, record)

    assert own_action("github.com") == ""
