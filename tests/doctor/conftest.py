"""A healthy repository for the doctor, and copies of it to break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.cli import exit_code
from tests.commands.conftest import FILES
from tests.doctor.mistakes import ACTION, REGISTRY, SKILL, SKILL_TEXT
from tests.shell.git_repository import GitRepository


@pytest.fixture(scope="session")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that `init` has set up, with reports, a skill, templates of its own and a link."""
    root = tmp_path_factory.mktemp("healthy") / "lab"
    lab = GitRepository(root)
    for path, text in FILES.items():
        if path != REGISTRY:
            lab.write(path, text)
    lab.write(SKILL, SKILL_TEXT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(root.parent))
        assert exit_code(["init", "--yes", "--link", "--templates", "--action", ACTION, "-C", str(root)]) == 0
    lab.commit("set up")
    return root


@pytest.fixture
def lab(healthy: Path, tmp_path: Path) -> Path:
    """A copy of the healthy repository to break."""
    return Path(shutil.copytree(healthy, tmp_path / "lab", symlinks=True))
