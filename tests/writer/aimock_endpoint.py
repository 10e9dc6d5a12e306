"""aimock of npm as the endpoint: `AIMOCK` names a folder in which `npm ci` was run on `tests/writer/aimock/`."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

FOLDER = os.environ.get("AIMOCK", "")


@contextmanager
def aimock() -> Iterator[str]:
    """The base address of a server whose faults and inventions are chosen by the name of the model."""
    if not FOLDER or not shutil.which("node"):
        pytest.skip("AIMOCK names no folder with aimock, or there is no node")
    with subprocess.Popen(["node", "serve.mjs"], cwd=FOLDER, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().strip() + "/v1"
        finally:
            server.terminate()
