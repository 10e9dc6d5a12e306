"""The CI script and its floors: it parses, and a figure on the wrong side of its floor fails."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
from pathlib import Path
from typing import Any

import pytest

FACTS = {
    "reports": 2,
    "all": {"micro": [0.9, 0.8, 0.85], "macro_f1": 0.7, "kinds": {"metric": [0.95, 0.9, 0.92]}, "reasons": [3, 4]},
    "cuda": {"micro": [0.9, 0.8, 0.84], "macro_f1": 0.7, "kinds": {}, "reasons": [0, 0]},
}
SELECT = {"right": 14, "of": 18}
REPLAY = {"cases": 1, "total": {"grounded": 99, "numbers_added": 100, "new_hit": 1, "new_due": 2}}


@pytest.fixture
def script(checkout: Path) -> dict[str, Any]:
    return runpy.run_path(str(checkout / ".ci" / "check_floors.py"))


def check(script: dict[str, Any], folder: Path, floors: dict[str, dict[str, float]]) -> int:
    names = []
    for name, content in (("floors", floors), ("facts", FACTS), ("select", SELECT), ("replay", REPLAY)):
        names.append(str(folder / f"{name}.json"))
        Path(names[-1]).write_text(json.dumps(content), encoding="utf-8")
    return int(script["main"](*names))


def test_the_ci_script_is_executable_bash(checkout: Path) -> None:
    assert os.access(checkout / ".ci" / "run", os.X_OK)
    subprocess.run(["bash", "-n", ".ci/run"], cwd=checkout, check=True)


def test_figures_come_from_the_scorers(script: dict[str, Any]) -> None:
    figures = script["figures"](FACTS, SELECT, REPLAY)
    assert figures["facts: all micro F1"] == 0.85
    assert figures["facts: metric precision"] == 0.95
    assert figures["facts: reasons of failures"] == 0.75
    assert figures["select: right"] == 14
    assert figures["replay: grounded"] == 0.99
    assert figures["replay: failed"] == 0


@pytest.mark.parametrize(
    ("at_least", "at_most", "result"),
    [
        ({"facts: all micro F1": 0.85}, {"replay: failed": 0}, 0),
        ({"facts: all micro F1": 0.86}, {}, 1),
        ({}, {"select: right": 13}, 1),
    ],
)
def test_a_figure_on_the_wrong_side_of_its_floor_fails(
    script: dict[str, Any], tmp_path: Path, at_least: dict[str, float], at_most: dict[str, float], result: int
) -> None:
    assert check(script, tmp_path, {"at least": at_least, "at most": at_most}) == result


def test_a_floor_for_a_figure_that_nobody_measures_fails(script: dict[str, Any], tmp_path: Path) -> None:
    assert check(script, tmp_path, {"at least": {"facts: beauty": 0.1}, "at most": {}}) == 1


def test_the_floors_of_the_project_name_figures_that_are_measured(checkout: Path, script: dict[str, Any]) -> None:
    floors = json.loads((checkout / ".ci" / "floors.json").read_text(encoding="utf-8"))
    kinds = ("setup", "parameter", "metric", "success", "failure", "question", "error", "practice", "finding")
    table = {"micro": [1, 1, 1], "macro_f1": 1, "kinds": {kind: [1, 1, 1] for kind in kinds}, "reasons": [1, 1]}
    measured = script["figures"](dict.fromkeys(("all", "research", "unsloth", "cuda"), table), SELECT, REPLAY)
    assert (floors["at least"].keys() | floors["at most"].keys()) <= measured.keys()
