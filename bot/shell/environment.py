"""What a bug report has to say of the machine: versions, platform, how the bot was installed; it names no person."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version

from bot import __version__
from bot.shell.cache import cache_file
from bot.shell.own_origin import recorded_origin

_PACKAGES = ("click", "fastjsonschema", "GitPython", "Jinja2", "PyGithub", "pyromark", "PyYAML")


def environment_block() -> str:
    """Return the block to paste: the plain version on the first line, what it runs on below."""
    rows = (
        ("python", f"{platform.python_version()} ({platform.python_implementation()})"),
        ("platform", f"{platform.system()} {platform.release()} {platform.machine()}"),
        ("installed", _installed()),
        ("packages", ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)),
        ("git", _git()),
        ("terminal", _terminal()),
        ("cache", "on" if cache_file(os.environ) else "off"),
    )
    return "\n".join([f"retro-bot {__version__}", *(f"  {name:<10} {text}" for name, text in rows)])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _installed() -> str:
    """How the bot was installed; a folder of the user's is not named."""
    recorded = recorded_origin()
    if recorded is None:
        return "not as a package (run from its sources)"
    if commit := recorded.get("vcs_info", {}).get("commit_id"):
        return f"from git at {commit}"
    if "dir_info" in recorded:
        return "from a folder, editable" if recorded["dir_info"].get("editable") else "from a folder"
    return "from an index or a wheel"


def _git() -> str:
    git = shutil.which("git")
    if git is None:
        return "missing"
    try:
        done = subprocess.run([git, "--version"], capture_output=True, text=True, timeout=5, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return "does not answer"
    return done.stdout.strip().removeprefix("git version ")


def _terminal() -> str:
    said = os.environ.get("TERM", "none") if sys.stdout.isatty() else "not a terminal"
    columns = shutil.get_terminal_size((80, 24)).columns
    return f"{said}, {columns} columns, {locale.getencoding()}"
