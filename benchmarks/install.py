"""What the installation of the Action's core costs beside its five best known packages, with the same installer."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree, which
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
FIVE = ("pygithub", "gitpython", "pyyaml", "jinja2", "click")
"""What any such tool installs: the client of GitHub, git, YAML, templates and the command line."""

CORE = "install, the core"
PACKAGES = "install, five packages"
WARM = ", warm cache"


def installations() -> dict[str, list[str]]:
    """Return the commands that install the core and the five packages with uv; `{cache}` and `{target}` are folders."""
    with_uv = ["uv", "pip", "install", "--quiet", "--no-config", "--python", sys.executable, "--only-binary", ":all:"]
    with_uv += ["--cache-dir", "{cache}", "--target", "{target}"]
    locked = ["--require-hashes", "--no-deps", "--requirement", str(ROOT / "requirements" / "action.txt")]
    return {CORE: [*with_uv, *locked], PACKAGES: [*with_uv, *FIVE]}


def install_seconds(rounds: int) -> dict[str, list[float]]:
    """Return the wall seconds of each installation into an empty folder, first from an empty cache, then from a warm one.

    Empty without uv, and where a package cannot be fetched.
    """
    found: dict[str, list[float]] = {name + ending: [] for name in installations() for ending in ("", WARM)}
    if which("uv") is None:
        return {}
    with TemporaryDirectory() as scratch:
        for _ in range(rounds):
            for name, command in installations().items():
                cache = Path(scratch, "cache")
                for ending in ("", WARM):
                    took = _installed(command, cache, Path(scratch, "target"))
                    if took is None:
                        return {}
                    found[name + ending].append(took)
                rmtree(cache)
    return found


def _installed(command: Sequence[str], cache: Path, target: Path) -> float | None:
    filled = [part.format(cache=cache, target=target) for part in command]
    start = time.perf_counter()
    done = subprocess.run(filled, stdin=subprocess.DEVNULL, capture_output=True)
    took = time.perf_counter() - start
    rmtree(target, ignore_errors=True)
    return took if done.returncode == 0 else None
