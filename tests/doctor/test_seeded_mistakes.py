"""A healthy repository has no findings; each mistake that is made in it is found, with its place and its fix."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot.doctor
from bot.doctor.examination import examine
from bot.doctor.finding import Finding
from bot.doctor.github_check import GithubState
from bot.shell.examined_files import read_examined
from tests.doctor.mistakes import paths, registry, skills, templates, workflow

MISTAKES = {**registry.MISTAKES, **paths.MISTAKES, **skills.MISTAKES, **templates.MISTAKES, **workflow.MISTAKES}


def findings(root: Path) -> tuple[Finding, ...]:
    return examine(read_examined(root), GithubState())


def test_a_repository_without_mistakes_has_no_findings(healthy: Path) -> None:
    assert findings(healthy) == ()


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_with_its_place_and_its_fix(lab: Path, name: str) -> None:
    make, check, severity, place, fix = MISTAKES[name]
    make(lab)
    found = [each for each in findings(lab) if each.check == check]

    assert [each for each in found if f"{each.path}:{each.line}".startswith(place) and fix in each.fix and each.fix], found
    assert {each.severity for each in found} == {severity}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_leads_to_no_other_complaint(lab: Path, name: str) -> None:
    """One mistake, one thing to mend, apart from what follows from it by itself."""
    MISTAKES[name][0](lab)
    follows = {"registry-key": {"skill-unlisted"}, "skill-gone": {"skill-unlisted"}, "skill-missing": {"skill-gone"}}
    check = MISTAKES[name][1]

    others = {each.check for each in findings(lab)} - {check} - follows.get(check, set())
    assert others == set()


def test_every_check_has_its_mistake() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(bot.doctor.__path__[0]).glob("*.py"))
    words = "registry|domain|path|reports|document|templates?|skill|link|workflow"

    assert set(re.findall(rf'"((?:{words})-[a-z]+)"', source)) == {mistake[1] for mistake in MISTAKES.values()}
