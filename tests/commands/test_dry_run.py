"""`retro-bot dry-run`: the plan in every format, and nothing on disk changes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.commands.conftest import FILES, Run
from tests.shell.git_repository import GitRepository

LORA = "reports/2025-03-12-llama3-lora-rank.md"
MISTRAL = "reports/2025-03-20-mistral-4bit.md"


WITH_HTML = pytest.mark.skipif(not (find_spec("nh3") and find_spec("pygal")), reason="the extra html is not installed")


def paths(run: Run) -> list[str]:
    """The selected reports of a JSON document."""
    document = json.loads(run.out)
    return [report["path"] for report in document.get("selection", document)["reports"]]


@pytest.mark.parametrize(
    "arguments",
    [
        ("dry-run", "all"),
        ("dry-run", "all", "--format", "markdown"),
        ("dry-run", "all", "--format", "json"),
        ("dry-run", "all", "--format", "patch"),
        pytest.param(("dry-run", "all", "--format", "html"), marks=WITH_HTML),
        ("select", "all"),
        ("extract", "reports"),
    ],
)
def test_nothing_in_the_repository_changes(lab: GitRepository, run: Callable[..., Run], arguments: tuple[str, ...]) -> None:
    done = run(*arguments)

    assert (done.code, done.err) == (0, "")
    assert done.out
    assert lab.status() == ""


def test_the_text_shows_summary_proposals_and_diffs(lab: GitRepository, run: Callable[..., Run]) -> None:
    out = run("dry-run", "all", "--today", "2025-04-01").out

    assert "Key findings" in out
    assert "1. new skill " in out
    assert "+++ b/.codex/skills/" in out
    assert "2025-04-01" in out
    assert "\x1b[" not in out


def test_the_json_plan_proposes_a_skill_with_evidence(lab: GitRepository, run: Callable[..., Run]) -> None:
    document = json.loads(run("dry-run", "llama3", "lora", "rank", "--format", "json").out)
    skills = [proposal for proposal in document["proposals"] if proposal["kind"] == "skill"]

    assert document["schema"] == "retro-bot/plan/1"
    assert [report["path"] for report in document["selection"]["reports"]] == [LORA]
    assert skills
    assert all(source["path"] == LORA for skill in skills for source in skill["evidence"])


def test_the_patch_is_the_plan(lab: GitRepository, run: Callable[..., Run]) -> None:
    files = json.loads(run("dry-run", "all", "--format", "json").out)["files"]
    patch = run("dry-run", "all", "--format", "patch").out
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=lab.root, check=True)

    assert {file["path"]: file["content"] for file in files} == {
        file["path"]: (lab.root / file["path"]).read_text(encoding="utf-8") for file in files
    }


def test_the_same_request_gives_the_same_plan(lab: GitRepository, run: Callable[..., Run]) -> None:
    assert run("dry-run", "all", "--format", "json") == run("dry-run", "all", "--format", "json")


def test_a_report_is_found_from_the_folder_where_the_command_runs(
    lab: GitRepository, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lab.root / "reports")

    assert paths(run("dry-run", "--report", Path(LORA).name, "--format", "json")) == [LORA]
    assert paths(run("dry-run", "--report", LORA, "--format", "json")) == [LORA]


def test_another_repository_can_be_named(
    lab: GitRepository, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    assert paths(run("dry-run", "-C", "lab", "--report", LORA, "--format", "json")) == [LORA]


def test_a_folder_stands_for_its_reports(lab: GitRepository, run: Callable[..., Run]) -> None:
    assert paths(run("dry-run", "--report", "reports", "--format", "json")) == [LORA, MISTRAL]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("reports/none.md", "no such file"),
        ("../secret.md", "leads out of the repository"),
        (".codex/skills/plot.png", "this type of file is not read"),
    ],
)
def test_a_report_that_cannot_be_used_is_wrong_usage(
    lab: GitRepository, run: Callable[..., Run], path: str, reason: str
) -> None:
    (lab.root.parent / "secret.md").write_text("# Secret\n")
    lab.write(".codex/skills/plot.png", "x")
    done = run("dry-run", "--report", path)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"retro-bot: --report {path}")
    assert reason in done.err


def test_since_takes_what_was_added_after_the_revision(lab: GitRepository, run: Callable[..., Run]) -> None:
    lab.write("reports/2025-04-02-gemma.md", FILES[MISTRAL].replace("Mistral 7B", "Gemma 2B"))
    lab.commit()

    assert paths(run("dry-run", "--since", "HEAD~1", "--format", "json")) == ["reports/2025-04-02-gemma.md"]


def test_nothing_new_since_a_revision_is_done_with_an_empty_plan(lab: GitRepository, run: Callable[..., Run]) -> None:
    done = run("dry-run", "--since", "HEAD", "--format", "json")
    document = json.loads(done.out)

    assert done.code == 0
    assert (document["proposals"], document["files"]) == ([], [])
    assert "Nothing to propose." in run("dry-run", "--since", "HEAD").out
    assert run("dry-run", "--since", "HEAD", "--format", "patch") == Run(0, "", "")


def test_an_unknown_revision_fails_with_what_to_try(lab: GitRepository, run: Callable[..., Run]) -> None:
    done = run("dry-run", "--since", "nowhere")

    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("retro-bot: --since: git knows no commit nowhere (")


@pytest.mark.parametrize("output", ["text", "json", "patch"])
def test_an_ambiguous_request_lists_candidates_on_standard_output_and_exits_with_3(
    lab: GitRepository, run: Callable[..., Run], output: str
) -> None:
    done = run("dry-run", "--format", output)

    assert done.code == 3
    assert LORA in done.out
    assert MISTRAL in done.out


def test_where_nothing_fits_what_there_is_is_listed_and_4_is_the_code(lab: GitRepository, run: Callable[..., Run]) -> None:
    done = run("dry-run", "zebrafish", "genomics", "--format", "json")

    assert done.code == 4
    assert {candidate["path"] for candidate in json.loads(done.out)["candidates"]} == {LORA, MISTRAL}


def test_what_could_not_be_read_is_a_warning_and_the_rest_goes_on(lab: GitRepository, run: Callable[..., Run]) -> None:
    lab.write(".codex/skills/registry.json", '{"paths": {"reports": "reports/"},\n"domain": 7}')
    document = json.loads(run("dry-run", "all", "--format", "json").out)

    assert document["warnings"] == [".codex/skills/registry.json:2: domain must be string; it is ignored"]
    assert document["proposals"]


def test_outside_any_repository_nothing_fits(
    run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("dry-run", "all").code == 4


def test_an_unknown_domain_on_the_command_line_is_a_warning(lab: GitRepository, run: Callable[..., Run]) -> None:
    done = run("dry-run", "all", "--domain", "astrology", "--format", "patch")

    assert done.code == 0
    assert done.err.startswith("warning: --domain: unknown domain `astrology`")


@WITH_HTML
def test_the_page_is_that_of_the_plan(lab: GitRepository, run: Callable[..., Run]) -> None:
    page = run("dry-run", "all", "--format", "html").out
    proposals = json.loads(run("dry-run", "all", "--format", "json").out)["proposals"]

    assert page.startswith("<!doctype html>")
    assert all(proposal["path"] in page for proposal in proposals)


def test_without_the_libraries_that_draw_the_page_one_line_says_how_to_get_them(
    lab: GitRepository, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("nh3", "pygal"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in [name for name in sys.modules if name.startswith("bot.present.page")]:
        monkeypatch.delitem(sys.modules, name)
    done = run("dry-run", "all", "--format", "html")

    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "retro-bot: --format html needs the package pygal (pip install nh3 pygal, or retro-bot with the extra html)\n"
    )
