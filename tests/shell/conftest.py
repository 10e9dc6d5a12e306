"""Fixtures for tests that touch the outside world."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell.git_repository import GitRepository


@pytest.fixture
def repository(tmp_path: Path) -> GitRepository:
    return GitRepository(tmp_path / "lab")
