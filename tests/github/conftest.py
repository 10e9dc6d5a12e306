"""A lab on the GitHub stand-in: its repository, a checkout of it as a runner has it, and runs of the action in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.github.lab import Lab, make_repository
from tests.standin.server import GithubStandin


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git must behave alike whoever runs the tests."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("GIT_DIR", raising=False)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """A lab whose every exchange with GitHub is held against GitHub's own description."""
    with GithubStandin(make_repository(tmp_path / "origin"), tmp_path) as standin:
        yield Lab(standin, tmp_path / "work")
