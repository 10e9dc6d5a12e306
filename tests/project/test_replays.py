"""Retrospectives on real history, where REPLAYS names a folder of it: valid skills, good form, nothing proposed twice."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import skills_ref

from tests.project.test_examples import bot, flaws

REPLAYS = sorted(Path(os.environ["REPLAYS"]).glob("*.bundle")) if "REPLAYS" in os.environ else []
"""Bundles of real repositories with a tag `replay-base`, behind which a merge brings the evidence."""

SINCE = ("--since", "replay-base")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not REPLAYS, reason="REPLAYS names no folder of bundles")]


def planned(folder: Path) -> dict[str, Any]:
    return dict(json.loads(bot(folder, "dry-run", *SINCE, "--format", "json", RETRO_BOT_CACHE="off")))


@pytest.mark.parametrize("bundle", REPLAYS, ids=lambda path: path.stem)
def test_skills_of_a_replay_are_valid_and_well_formed_and_proposed_once(bundle: Path, tmp_path: Path) -> None:
    lab = tmp_path / "lab"
    subprocess.run(["git", "clone", "--quiet", "--branch", "main", bundle, lab], check=True)
    first = planned(lab)
    assert first == planned(lab)
    skills = [file for file in first["files"] if file["path"].endswith("/SKILL.md")]
    before = {
        file["path"]: flaws((lab / file["path"]).read_text(encoding="utf-8"))
        for file in skills
        if (lab / file["path"]).exists()
    }
    bot(lab, "apply", *SINCE, "--yes", RETRO_BOT_CACHE="off")
    for file in skills:
        path = lab / file["path"]
        assert skills_ref.validate(path.parent) == []
        added = Counter(flaws(path.read_text(encoding="utf-8"))) - Counter(before.get(file["path"], []))
        assert not added, file["path"]
    assert [(row["kind"], row["name"]) for row in planned(lab)["proposals"]] == []
