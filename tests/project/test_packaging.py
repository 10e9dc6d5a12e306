"""The wheel: what is in it, and that the command works where only the wheel is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Sequence
from email.parser import Parser
from importlib.util import find_spec
from pathlib import Path

import pytest

import bot

pytestmark = pytest.mark.slow


def run(command: Sequence[str | Path], **options: object) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder], cwd=checkout)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of a fresh environment with the wheel in it; dependencies are borrowed from the running one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=os.name != "nt")
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(folder)}))
    python = scripts / "python"
    if find_spec("pip"):
        install: list[str | Path] = [sys.executable, "-m", "pip", "--python", python, "install"]
    else:
        install = ["uv", "pip", "install", "--python", python]
    run([*install, "--quiet", "--no-deps", "--no-index", wheel])
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts


@pytest.fixture
def example(checkout: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(checkout / "examples" / "unsloth", tmp_path / "lab"))


def test_the_wheel_holds_the_package_its_data_and_the_templates(
    wheel: Path, checkout: Path, project_files: list[Path]
) -> None:
    files = [path.relative_to(checkout).as_posix() for path in project_files]
    packaged = {path for path in files if path.startswith("bot/")}
    templates = {f"bot/{path}" for path in files if path.startswith("templates/")}
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("bot/")}
    assert templates
    assert names == packaged | templates
    assert "bot/py.typed" in names


def test_the_wheel_says_what_pyproject_says(wheel: Path, checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        fields = Parser().parsestr(archive.read(name).decode("utf-8"))
        assert any(name.endswith("/licenses/LICENSE") for name in archive.namelist())
    assert fields["Name"] == "retro-bot"
    assert fields["Version"] == bot.__version__
    assert fields["Requires-Python"] == project["requires-python"]
    assert fields["License-Expression"] == "MIT"


def test_the_installed_command_comes_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    where = run([installed / "python", "-c", "import bot; print(bot.__file__)"], cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_the_installed_command_plans_as_the_checkout_does(installed: Path, example: Path, checkout: Path) -> None:
    words = ["dry-run", "all", "-C", example, "--format", "json"]
    plan = json.loads(run([installed / "retro-bot", *words]))
    assert plan == json.loads(run([sys.executable, "-m", "bot", *words], cwd=checkout))
    assert [row["action"] for row in plan["proposals"] if row["kind"] == "skill"]
