"""The workflow of the document for an organisation: from several plans it makes one report of all."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.project.documents import code_blocks

ROOT = Path(__file__).parents[2]


def jobs() -> dict[str, dict[str, list[dict[str, str]]]]:
    marked = ("file", ".github/workflows/organisation.yml")
    (block,) = (block for block in code_blocks(ROOT / "docs" / "scale.md") if block.mark == marked)
    found: dict[str, dict[str, list[dict[str, str]]]] = yaml.safe_load(block.text)["jobs"]
    return found


@pytest.mark.skipif(shutil.which("jq") is None, reason="needs jq, which the runners of GitHub have")
def test_the_report_holds_every_repository_with_its_summary_and_proposals(tmp_path: Path) -> None:
    plans = {}
    for name in ("research", "unsloth"):
        command = [sys.executable, "-m", "bot", "dry-run", "all", "-C", ROOT / "examples" / name, "--format", "json"]
        plans[name] = json.loads(subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout)
        content = json.dumps(plans[name] | {"repository": f"acme/{name}"})
        (tmp_path / f"plan-acme-{name}.json").write_text(content)
    (step,) = (step for step in jobs()["report"]["steps"] if "run" in step)
    summary = tmp_path / "summary.md"
    environment = {"PATH": str(Path(str(shutil.which("jq"))).parent), "GITHUB_STEP_SUMMARY": str(summary)}
    combined = {"COMBINED": str(step["env"]["COMBINED"])}  # type: ignore[index]
    subprocess.run(
        ["/bin/bash", "-euo", "pipefail", "-c", step["run"]], cwd=tmp_path, env=environment | combined, check=True
    )
    report = summary.read_text()
    count = sum(len(plan["proposals"]) for plan in plans.values())
    assert report.startswith(f"# {count} proposals in 2 repositories\n")
    for name, plan in plans.items():
        assert f"\n# acme/{name}\n\n{plan['summary']['markdown']}" in report
        assert all(f": {proposal['name']} ({proposal['path']})" in report for proposal in plan["proposals"])
