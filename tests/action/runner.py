"""Runs a workflow for real, on this machine, with `act`: the events of a repository that the GitHub stand-in serves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from tests.action import newcomer
from tests.standin.server import GithubStandin

ACT = shutil.which("act", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
STANDINS = Path(__file__).parent / "standins"
PINNED = {
    "checkout": "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1",
    "setup-python": "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97",
}
OWN = "acme/retro-bot@" + "0" * 40

_PASSED_ON = ("PIP_", "SSL_", "REQUESTS_", "HTTP", "http", "https", "NO_PROXY", "no_proxy")
"""How the names of variables begin that tell pip where packages are; a proxy must not be asked for the stand-in."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a workflow run left: whether it succeeded, the action's outputs, the summary, the log, and seconds by step."""

    succeeded: bool
    outputs: Mapping[str, str]
    summary: str
    log: str
    seconds: Mapping[str, float]

    @property
    def was_skipped(self) -> bool:
        return not self.seconds


class Runner:
    """Runs the workflow of the repository behind `standin` with the action at `action`; `folder` is scratch space."""

    def __init__(self, standin: GithubStandin, action: Path, folder: Path) -> None:
        self.standin, self.action, self.folder = standin, action, folder
        self.numbers: Iterator[int] = count(1)

    def run(self, event: str, payload: Mapping[str, Any], actor: str = "alice", attempt: int = 1, api: str = "") -> Run:
        """Run the workflow for `event` at the tip of the default branch; `api` is where the API is on the site."""
        place = self.folder / f"run-{next(self.numbers)}"
        clone, home = place / "clone", place / "home"
        home.mkdir(parents=True)
        subprocess.run(["git", "clone", "--quiet", self.standin.git.path, clone], check=True, capture_output=True)
        (place / "event.json").write_text(json.dumps(payload), encoding="utf-8")
        done = subprocess.run(
            [str(ACT), event, *self._options(place / "event.json", actor, attempt, api)],
            cwd=clone,
            env={"PATH": os.environ["PATH"], "HOME": str(home)},
            capture_output=True,
            text=True,
            timeout=300,
        )
        return _run(done)

    def _options(self, event: Path, actor: str, attempt: int, api: str) -> list[str]:
        variables = {
            "GITHUB_API_URL": self.standin.url + api,
            "GITHUB_SERVER_URL": self.standin.url,
            "GITHUB_REPOSITORY": f"{self.standin.state.owner}/{self.standin.state.name}",
            "GITHUB_RUN_ATTEMPT": str(attempt),
            **{name: text for name, text in os.environ.items() if name.startswith(_PASSED_ON)},
            "PIP_CACHE_DIR": str(self.action.parent / "pip-cache"),
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }
        actions = {pin: STANDINS / name for name, pin in PINNED.items()} | {OWN: self.action}
        return [
            *("--json", "--no-cache-server", "--no-skip-checkout", "--actor", actor, "--eventpath", str(event)),
            *("--platform", "ubuntu-latest=-self-hosted", "--secret", f"GITHUB_TOKEN={self.standin.token}"),
            *(word for name, text in variables.items() for word in ("--env", f"{name}={text}")),
            *(word for pin, path in actions.items() for word in ("--local-repository", f"{pin}={path}")),
        ]


def workflow() -> str:
    """Return the workflow that newcomers copy, with the action under test in it."""
    return newcomer.workflow(uses=OWN)


def _run(done: subprocess.CompletedProcess[str]) -> Run:
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    steps = [row for row in rows if row.get("stage") == "Main"]
    outer = [row for row in steps if len(row["stepID"]) == 1]
    outputs = {row["name"]: row["arg"] for row in outer if row.get("command") == "set-output"}
    summary = "".join(row["content"] for row in outer if row.get("command") == "summary")
    log = "".join(row["msg"] for row in steps if row.get("raw_output")) + done.stderr
    ended = [row for row in steps if "executionTime" in row]
    seconds = {f"{'/'.join(row['stepID'])} {row['msg'].split(' - ')[-1]}": row["executionTime"] / 1e9 for row in ended}
    return Run(done.returncode == 0, outputs, summary, log, seconds)
