"""The model is an extra: who does not ask for it neither installs nor loads anything of it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
OF_THE_EXTRA = {"pydantic_ai", "openai", "pydantic", "genai_prices", "httpx2", "tiktoken"}


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def test_installing_the_bot_asks_for_nothing_of_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    plain = {Requirement(text).name for text in project["dependencies"]}
    assert plain & {name.replace("_", "-") for name in OF_THE_EXTRA} == set()
    assert "pydantic-ai-slim" not in plain
    assert [Requirement(text).name for text in project["optional-dependencies"]["model"]] == ["pydantic-ai-slim"]


@pytest.mark.parametrize("lock", ["core", "action"])
def test_the_locks_of_the_core_hold_nothing_of_it(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert {name for name in OF_THE_EXTRA if re.search(rf"^{name.replace('_', '-')}==", text, re.M)} == set()
    assert "pydantic-ai-slim==" in (ROOT / "requirements" / "model.txt").read_text(encoding="utf-8")


def test_only_the_endpoint_and_the_price_know_it() -> None:
    users = {path.stem for path in (ROOT / "bot").rglob("*.py") if imported(path) & OF_THE_EXTRA}
    assert users == {"model_endpoint", "model_writer"}


@pytest.mark.parametrize("words", [["--help"], ["dry-run", "all", "-C", "examples/unsloth"]])
def test_a_run_by_the_rules_loads_nothing_of_it(words: list[str]) -> None:
    code = f"import sys\nfrom bot.cli import exit_code\nexit_code({words!r})\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {name.split(".")[0] for name in loaded} & OF_THE_EXTRA == set()
    assert {name for name in loaded if name.startswith(("bot.writer", "bot.shell.model"))} == set()
