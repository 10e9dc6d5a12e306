"""For all tests: nothing is kept in the home of whoever runs them, and what they have set up there changes nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ["RETRO_BOT_CACHE"] = "off"


@pytest.fixture
def no_settings_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git and the bot behave alike whoever runs the tests."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("GIT_DIR", raising=False)
