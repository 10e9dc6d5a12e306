"""Replays of real history as cases: a test takes `replay` with a bundle as its parameter."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from tests.writer.cases import Case, case


@pytest.fixture(scope="module")
def replay(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("replay") / "lab"
    subprocess.run(["git", "clone", "--quiet", "--branch", "main", request.param, folder], check=True)
    return case(folder, "replay-base")
