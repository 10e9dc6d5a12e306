"""Replays of real history as cases (a test takes `replay` with a bundle as its parameter), and aimock as the endpoint."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.writer.aimock_endpoint import aimock
from tests.writer.cases import Case, case


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with aimock() as found:
        yield found


@pytest.fixture(scope="module")
def replay(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("replay") / "lab"
    subprocess.run(["git", "clone", "--quiet", "--branch", "main", request.param, folder], check=True)
    with pytest.MonkeyPatch.context() as patched:  # many models word one plan: what the rules make of it is kept
        patched.setenv("RETRO_BOT_CACHE", str(folder.parent / "cache"))
        yield case(folder, "replay-base")
