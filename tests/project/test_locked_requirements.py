"""The locked requirements: complete, hashed, and within what `pyproject.toml` asks for."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ENTRY = re.compile(r"^(?P<pin>[a-z0-9][\w.-]*(?:\[[\w,-]+\])?==[^\\\n]+?)(?P<hashes>(?: \\\n +--hash=\S+)*)$", re.M)
LOCKS = ("core", "action", "build", "test", "audit", "fuzz", "browser", "benchmark", "lint")


def locked(checkout: Path, name: str) -> dict[str, Requirement]:
    text = (checkout / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pins = (Requirement(match["pin"]) for match in ENTRY.finditer(text))
    return {canonicalize_name(pin.name): pin for pin in pins}


def version(pin: Requirement) -> str:
    return str(pin.specifier).removeprefix("==")


def groups(checkout: Path) -> dict[str, list[Requirement]]:
    """What pyproject asks for by lock; `test` holds what `action` and `build` hold."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    named = project["dependency-groups"].items()
    asked = {name: [Requirement(entry) for entry in entries if isinstance(entry, str)] for name, entries in named}
    asked["core"] = [Requirement(text) for text in project["project"]["dependencies"]]
    asked["action"] = asked["core"]
    asked["build"] += [Requirement(text) for text in project["build-system"]["requires"]]
    asked["test"] += asked["action"] + asked["build"]
    return asked


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_of_pyproject_is_locked_to_a_version_that_it_allows(checkout: Path, name: str) -> None:
    pins = locked(checkout, name)
    for requirement in groups(checkout)[name]:
        assert requirement.specifier.contains(version(pins[canonicalize_name(requirement.name)])), requirement


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_carries_a_hash(checkout: Path, name: str) -> None:
    text = (checkout / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = list(ENTRY.finditer(text))
    assert len(entries) == len(re.findall(r"^[^\s#]", text, re.M))
    assert all("--hash=sha256:" in match["hashes"] for match in entries)


@pytest.mark.parametrize("name", ["core", "action", "build"])
def test_tests_run_on_the_versions_that_users_get(checkout: Path, name: str) -> None:
    test = locked(checkout, "test")
    for package, pin in locked(checkout, name).items():
        assert version(test[package]) == version(pin)


def test_lint_and_test_agree_on_what_both_lock(checkout: Path) -> None:
    test, lint = locked(checkout, "test"), locked(checkout, "lint")
    shared = lint.keys() & test
    assert shared
    assert [version(lint[package]) for package in shared] == [version(test[package]) for package in shared]


@pytest.mark.parametrize("name", ["core", "action", "build"])
def test_what_a_locked_package_needs_is_locked_too(checkout: Path, name: str) -> None:
    pins = locked(checkout, name)
    for package in pins:
        if (marker := pins[package].marker) and not marker.evaluate():
            continue
        for text in metadata.requires(package) or ():
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                assert needed.specifier.contains(version(pins[canonicalize_name(needed.name)])), f"{package} needs {text}"
