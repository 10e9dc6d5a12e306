"""A lab on the GitHub stand-in: its repository, a checkout of it as a runner has it, and runs of the action in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.github.lab import Lab, make_repository
from tests.standin.server import GithubStandin


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """A lab whose every exchange with GitHub is held against GitHub's own description."""
    with GithubStandin(make_repository(tmp_path / "origin"), tmp_path) as standin:
        yield Lab(standin, tmp_path / "work")
