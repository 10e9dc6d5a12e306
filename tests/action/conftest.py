"""What the tests of the action share: the action as GitHub would have it, a lab with reports, the stand-in, a runner."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.action import newcomer, runner
from tests.action.runner import Runner
from tests.standin.server import GithubStandin

ROOT = Path(__file__).parents[2]


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=alice", "-c", "user.email=alice@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def commit_all(folder: Path) -> None:
    """Make a repository of a folder with all its files in one commit."""
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Reports")


@pytest.fixture(scope="session")
def action(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that git knows or would know, and nothing else: what GitHub hands to a workflow."""
    folder = tmp_path_factory.mktemp("action")
    known = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    words = [*known, "action.yml", "bot", "templates", "requirements"]
    listed = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    """A repository of the team `acme`: one of the examples, with the newcomer's workflow in it."""
    folder = Path(shutil.copytree(ROOT / "examples" / "unsloth", tmp_path / "lab"))
    path = folder / newcomer.PATH
    path.parent.mkdir(parents=True)
    path.write_text(runner.workflow(), encoding="utf-8")
    commit_all(folder)
    return folder


@pytest.fixture
def standin(lab: Path, tmp_path: Path) -> Iterator[GithubStandin]:
    """GitHub's stand-in with the lab on it; alice may write, mallory is a stranger."""
    (tmp_path / "site").mkdir()
    with GithubStandin(lab, tmp_path / "site") as served:
        served.state.roles |= {"alice": "write", "mallory": "none"}
        yield served


@pytest.fixture
def act(standin: GithubStandin, action: Path, tmp_path: Path) -> Runner:
    """Runs the lab's workflow."""
    if runner.ACT is None:
        pytest.skip("act is not installed: it comes with requirements/test.txt, where there is a wheel for the system")
    return Runner(standin, action, tmp_path / "runs")
