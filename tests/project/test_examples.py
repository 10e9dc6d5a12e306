"""The shipped examples, all the way through: what is proposed, the same each time, and nothing written by looking."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import skills_ref

PLACEHOLDER = re.compile(r"\{[A-Za-z][\w /|-]*\}|\b(?:TODO|TBD|FIXME)\b")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
CUT = re.compile(
    r"(?:\b(?:and|or|the|an?|of|with|than|because|to|for|by|from|in|at|on|but|is|are|was|were)|[,:;(]|\.\.\.|…)$"
)
ROOT = Path(__file__).parents[2]
EXAMPLES = ("research", "unsloth", "cuda")
TODAY = ("--today", "2025-01-20")


def bot(folder: Path, *words: str, **environment: str) -> str:
    command = [sys.executable, "-m", "bot", *words, "-C", str(folder), *TODAY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ | environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def verified(folder: Path) -> str:
    command = [sys.executable, "-m", "bot", "verify", "-C", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    return done.stdout


@cache
def plan(name: str) -> dict[str, Any]:
    return dict(json.loads(bot(ROOT / "examples" / name, "dry-run", "all", "--format", "json")))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def proposed(name: str, kind: str, action: str) -> list[str]:
    return [row["name"] for row in plan(name)["proposals"] if (row["kind"], row["action"]) == (kind, action)]


def has_index(name: str) -> bool:
    (registry,) = (ROOT / "examples" / name).rglob("registry.json")
    return "skills" in json.loads(registry.read_text(encoding="utf-8"))


def text_of(name: str, ending: str) -> str:
    (content,) = (file["content"] for file in plan(name)["files"] if file["path"].endswith(ending))
    return str(content)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_yields_a_summary_skills_entries_of_the_index_and_one_log_entry(name: str) -> None:
    summary = plan(name)["summary"]
    assert all(summary[part] for part in ("what_we_tried", "key_findings", "what_failed", "open_questions"))
    assert proposed(name, "skill", "create")
    assert len([row for row in plan(name)["proposals"] if row["kind"] == "registry"]) == has_index(name)
    assert len([row for row in plan(name)["proposals"] if row["kind"] == "log"]) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [("research", {"attention", "heads"}), ("unsloth", {"llama3", "lora"}), ("cuda", {"softmax", "online"})],
)
def test_a_new_skill_is_named_for_what_it_is_about(name: str, words: set[str]) -> None:
    assert any(words <= set(skill.split("-")) for skill in proposed(name, "skill", "create"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_proposal_has_a_reason_and_evidence_that_exists(name: str) -> None:
    for row in plan(name)["proposals"]:
        assert row["reason"]
        for source in row["evidence"]:
            lines = (ROOT / "examples" / name / source["path"]).read_text(encoding="utf-8").count("\n")
            assert 1 <= source["lines"][0] <= source["lines"][1] <= lines


def test_the_research_example_updates_the_skill_that_owns_the_schedule() -> None:
    assert proposed("research", "skill", "update") == ["gpt2-lr-schedule"]
    before = (ROOT / "examples/research/.codex/skills/gpt2-lr-schedule/SKILL.md").read_text(encoding="utf-8")
    after = text_of("research", "gpt2-lr-schedule/SKILL.md")
    assert set(before.splitlines()) <= set(after.splitlines())


def test_the_unsloth_example_adds_its_problems_as_rows_of_the_troubleshooting_table() -> None:
    before = (ROOT / "examples/unsloth/references/troubleshooting.md").read_text(encoding="utf-8")
    after = text_of("unsloth", "troubleshooting.md")
    assert after.startswith(before)
    added = after.removeprefix(before).splitlines()
    assert {line.count("|") for line in added} == {5}
    assert [line for line in added if "`torch.OutOfMemoryError: " in line and "`per_device_eval_batch_size=1`" in line]
    assert [line for line in added if "Eval loss is `nan`" in line and '`tokenizer.padding_side = "right"`' in line]


def test_the_cuda_example_keeps_the_headed_shape_of_its_guide() -> None:
    assert text_of("cuda", "docs/pitfalls.md").count("\n### Symptom\n") > 1


def test_the_cuda_example_keeps_its_own_folder_of_skills() -> None:
    assert all(file["path"].startswith((".agents/skills/", "docs/")) for file in plan("cuda")["files"])


@pytest.mark.parametrize(("name", "report"), [("research", "deeper-six-heads"), ("unsloth", "mistral-recipe")])
def test_an_unfinished_report_teaches_nothing_and_is_named(name: str, report: str) -> None:
    assert [warning for warning in plan(name)["warnings"] if report in warning]
    assert not [row for row in plan(name)["proposals"] for source in row["evidence"] if report in source["path"]]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_plan_does_not_depend_on_the_order_of_sets(name: str) -> None:
    folder = ROOT / "examples" / name
    words = ("dry-run", "all", "--format", "json")
    assert bot(folder, *words, PYTHONHASHSEED="1") == bot(folder, *words, PYTHONHASHSEED="2")


@pytest.mark.parametrize("name", EXAMPLES)
def test_looking_writes_nothing(name: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "examples" / name, tmp_path / "lab"))
    before = contents(folder)
    bot(folder, "dry-run", "all")
    bot(folder, "select", "all")
    assert contents(folder) == before


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_was_applied_is_not_proposed_again(name: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "examples" / name, tmp_path / "lab"))
    wanted = {file["path"]: file["content"] for file in plan(name)["files"]}
    bot(folder, "apply", "all", "--yes")
    assert {path: (folder / path).read_text(encoding="utf-8") for path in wanted} == wanted
    again = json.loads(bot(folder, "dry-run", "all", "--format", "json"))
    assert [(row["kind"], row["name"]) for row in again["proposals"]] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_number_of_the_skills_stands_in_the_evidence_before_and_after(name: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "examples" / name, tmp_path / "lab"))
    assert "nowhere" not in verified(folder)
    bot(folder, "apply", "all", "--yes")
    assert "nowhere" not in verified(folder)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_skill_that_is_written_is_valid_and_well_formed(name: str, tmp_path: Path) -> None:
    written = [file for file in plan(name)["files"] if file["path"].endswith("/SKILL.md")]
    assert written
    for file in written:
        skill = tmp_path / Path(file["path"]).parent.name
        skill.mkdir()
        (skill / "SKILL.md").write_text(file["content"], encoding="utf-8")
        assert skills_ref.validate(skill) == []
        assert flaws(file["content"]) == []


def flaws(text: str) -> list[str]:
    """What a reader would stumble over: placeholders, empty sections, cut sentences, rows too short, open markup."""
    body = CODE.sub("x", text)
    lines = body.splitlines()
    found = [f"placeholder: {match[0]}" for match in PLACEHOLDER.finditer(body)]
    found += ["open markup"] * (body.count("**") % 2 + body.count("`") % 2)
    sections = re.split(r"^## ", body, flags=re.M)[1:]
    found += [f"empty: {section.splitlines()[0]}" for section in sections if not "".join(section.splitlines()[1:]).strip()]
    told = [line for line in lines if line.startswith(("- ", "1. ")) or (line[:1].isupper() and not line.endswith(":"))]
    found += [f"cut: {line}" for line in told if CUT.search(re.sub(r"(?:,? \[[^\]]*\])+$", "", line.rstrip()))]
    widths = [(line, line.count("|")) for line in lines if line.startswith("|")]
    rules = {line: width for line, width in widths if set(line) <= set("|-: ")}
    found += [f"row: {line}" for line, width in widths if rules and width not in rules.values()]
    return found


@pytest.mark.parametrize(
    "text",
    [
        "## Results\n\n## Practice\n\n- Keep it.\n",
        "## Practice\n\n- Keep the {value} small.\n",
        "## Practice\n\n- Keep the queue small because\n",
        "## Practice\n\n- Keep the **queue small.\n",
    ],
)
def test_what_is_ill_formed_is_found(text: str) -> None:
    assert flaws(text)
