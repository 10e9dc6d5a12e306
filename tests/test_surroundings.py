"""What tests see of the machine: nothing that differs from one user, time zone or run to the next."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from hypothesis import settings

ROOT = Path(__file__).parents[1]
OF_A_USER = {
    "RETRO_BOT_WRITER": "model",
    "RETRO_BOT_DOMAIN": "cuda",
    "GITHUB_TOKEN": "ghp_1",
    "GIT_AUTHOR_DATE": "2001-01-01T00:00",
    "TZ": "Asia/Tokyo",
    "LC_ALL": "de_DE.UTF-8",
    "NO_COLOR": "1",
    "COLUMNS": "40",
    "EDITOR": "false",
    "PYTHONUNBUFFERED": "1",
}


def test_a_users_settings_and_home_are_not_seen() -> None:
    code = "import json, os, tests.conftest; print(json.dumps(dict(os.environ)))"
    environment = {**os.environ, **OF_A_USER, "HOME": "/home/mira", "REPLAYS": "wanted"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, check=True)
    seen = json.loads(done.stdout)
    assert OF_A_USER.keys() & seen.keys() == set()
    assert seen["HOME"] != "/home/mira"
    assert seen["REPLAYS"] == "wanted"
    assert not Path(seen["HOME"]).exists(), "it outlives the tests"


def test_a_commit_is_tested_with_the_same_examples_every_time_however_slow_the_machine() -> None:
    assert settings.default is not None
    assert settings.default.derandomize or os.environ.get("EXAMPLES") == "new"
    assert settings.default.deadline is None
