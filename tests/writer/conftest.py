"""Replays of real history as cases (a test takes `replay` with a bundle as its parameter), and aimock as the endpoint."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.writer.cases import Case, case

FOLDER = os.environ.get("AIMOCK", "")
"""A folder in which `npm ci` was run on `tests/writer/aimock/`."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The base address of aimock, whose faults are chosen by the name of the model."""
    if not FOLDER or not shutil.which("node"):
        pytest.skip("AIMOCK names no folder with aimock, or there is no node")
    with subprocess.Popen(["node", "serve.mjs"], cwd=FOLDER, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().strip() + "/v1"
        server.terminate()


@pytest.fixture(scope="module")
def replay(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("replay") / "lab"
    subprocess.run(["git", "clone", "--quiet", "--branch", "main", request.param, folder], check=True)
    with pytest.MonkeyPatch.context() as patched:  # many models word one plan: what the rules make of it is kept
        patched.setenv("RETRO_BOT_CACHE", str(folder.parent / "cache"))
        yield case(folder, "replay-base")
