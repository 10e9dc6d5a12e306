"""`retro-bot init`: it looks, asks what it could not find, shows, writes; what is there keeps every byte."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.shell.layout import SKILL_ROOTS
from bot.shell.registry_file import read_registry
from tests.action import newcomer
from tests.commands.conftest import REPORTS, Run
from tests.shell.git_repository import GitRepository

ACTION = "acme/retro-bot@" + "1" * 40
WORKFLOW = newcomer.PATH
CODEX = ".codex/skills/registry.json"
AGENTS = ".agents/skills/registry.json"


def tree(root: Path) -> dict[str, str]:
    """Every file and link outside `.git`, with its content."""
    found = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != ".git"]
        for path in (Path(folder, name) for name in (*names, *folders)):
            if path.is_symlink():
                found[path.relative_to(root).as_posix()] = f"-> {path.readlink()}"
            elif path.is_file():
                found[path.relative_to(root).as_posix()] = path.read_text(encoding="utf-8")
    return found


def test_yes_sets_a_newcomers_repository_up_and_a_dry_run_works(bare: GitRepository, run: Callable[..., Run]) -> None:
    done = run("init", "--yes", "--action", ACTION)

    assert (done.code, done.err) == (0, "")
    assert set(tree(bare.root)) == {*REPORTS, AGENTS, WORKFLOW}
    registry, problems = read_registry(bare.root, AGENTS)
    assert problems == ()
    assert registry.content["domain"] == "unsloth"
    assert registry.content["paths"] == {
        "reports": "reports/",
        "experiment_log": "references/experiment-log.md",
        "troubleshooting": "references/troubleshooting.md",
    }
    plan = json.loads(run("dry-run", "all", "--format", "json").out)
    assert plan["warnings"] == []
    assert {path["path"].split("/")[0] for path in plan["files"]} == {".agents", "references"}


def test_the_workflow_is_the_documents_own_for_this_repository(bare: GitRepository, run: Callable[..., Run]) -> None:
    bare.git("branch", "--move", "trunk")
    run("init", "--yes", "--action", ACTION)

    expected = newcomer.workflow(uses=ACTION).replace("[main]", "[trunk]").replace("training_reports/**", "reports/**")
    assert tree(bare.root)[WORKFLOW] == expected


@pytest.mark.parametrize("options", [(), ("--link", "--templates")])
def test_a_second_run_writes_nothing(bare: GitRepository, run: Callable[..., Run], options: tuple[str, ...]) -> None:
    run("init", "--yes", "--action", ACTION, *options)
    before = tree(bare.root)
    done = run("init", "--yes", "--action", ACTION, *options)

    assert done.code == 0
    assert done.out.endswith("Nothing to write: it is all there. retro-bot doctor checks it.\n")
    assert tree(bare.root) == before


def test_what_a_person_wrote_keeps_every_byte(lab: GitRepository, run: Callable[..., Run]) -> None:
    registry = '{"domain": "speech",  "owner": {"team": "a"},\n "paths": {"reports":"reports"}, "skills": {}}'
    lab.write(CODEX, registry)
    lab.write(WORKFLOW, "name: Our own\non: push\njobs: {}\n")
    lab.write("templates/skills/result-skill-template.md", "# {Our own}\n\n## Results\n")
    before = tree(lab.root)
    run("init", "--yes", "--action", ACTION, "--templates", "--reports", "runs", "--domain", "cuda")
    after = tree(lab.root)

    assert {path: text for path, text in after.items() if path in before and path != CODEX} == {
        path: text for path, text in before.items() if path != CODEX
    }
    assert after[CODEX] == registry.replace(
        '"paths": {"reports":"reports"}',
        '"paths": {"reports":"reports", "experiment_log": "references/experiment-log.md", '
        '"troubleshooting": "references/troubleshooting.md", "templates": "templates/"}',
    )
    assert set(after) - set(before) == {
        ".github/workflows/retro-bot.yml",
        "templates/references/experiment-log-entry-template.md",
        "templates/references/troubleshooting-entry-template.md",
    }


def test_an_option_that_the_registry_contradicts_is_told_with_its_line(lab: GitRepository, run: Callable[..., Run]) -> None:
    done = run("init", "--yes", "--no-workflow", "--reports", "runs")

    assert f"note: {CODEX}:7: reports stays reports; edit the file to make it runs\n" in done.err


def test_a_workflow_that_uses_the_bot_is_found_under_any_name(bare: GitRepository, run: Callable[..., Run]) -> None:
    bare.write(".github/workflows/lab.yaml", "jobs:\n  a:\n    steps:\n      - uses: acme/retro-bot@main\n")
    done = run("init", "--yes", "--action", ACTION)

    assert "workflow        .github/workflows/lab.yaml" in done.out
    assert WORKFLOW not in tree(bare.root)


def test_a_dry_run_shows_the_files_and_writes_none(bare: GitRepository, run: Callable[..., Run]) -> None:
    done = run("init", "--dry-run", "--action", ACTION, "--link")

    assert done.code == 0
    assert f"  new     {AGENTS}\n  new     {WORKFLOW}\n  link    .claude/skills -> ../.agents/skills\n" in done.out
    assert done.out.endswith("Nothing was written.\n")
    assert set(tree(bare.root)) == set(REPORTS)


def test_questions_are_asked_for_what_was_not_found_only(
    bare: GitRepository, run: Callable[..., Run], answer: Callable[..., None]
) -> None:
    answer(ACTION, "n", "d", "y")
    done = run("init")

    assert "Where do you keep retro-bot" in done.out
    assert "Link it there [y,n,?]?" in done.out
    assert "Where are your experiment reports" not in done.out
    assert "What are the reports about" not in done.out
    assert '+  "domain": "unsloth",' in done.out
    assert set(tree(bare.root)) == {*REPORTS, AGENTS, WORKFLOW}


def test_in_an_empty_repository_each_thing_is_asked_for(
    tmp_path: Path, run: Callable[..., Run], answer: Callable[..., None]
) -> None:
    empty = GitRepository(tmp_path / "empty")
    answer("../elsewhere", "runs/2025", "cuda", "acme/retro-bot@main", "", "?", "y", "y")
    done = run("init", "-C", str(empty.root))

    assert "../elsewhere leads out of the repository" in done.out
    assert "that is no OWNER/NAME@ with all 40 digits of a commit" in done.out
    assert "  n  no, leave it" in done.out
    written = tree(empty.root)
    assert set(written) == {AGENTS, ".claude/skills"}
    assert json.loads(written[AGENTS])["domain"] == "cuda"
    assert json.loads(written[AGENTS])["paths"]["reports"] == "runs/2025/"


def test_no_answer_writes_nothing(bare: GitRepository, run: Callable[..., Run], answer: Callable[..., None]) -> None:
    answer(ACTION)
    done = run("init")

    assert done.code == 1
    assert done.err.endswith("no answer came, nothing was written (answer on a terminal, or give --yes)\n")
    assert set(tree(bare.root)) == set(REPORTS)


def test_a_link_is_named_in_the_registry_and_leads_to_the_skills(bare: GitRepository, run: Callable[..., Run]) -> None:
    run("init", "--yes", "--no-workflow", "--link")

    written = tree(bare.root)
    assert written[".claude/skills"] == "-> ../.agents/skills"
    assert (bare.root / ".claude/skills").resolve() == bare.root / ".agents/skills"
    assert json.loads(written[AGENTS])["paths"]["skills"] == [".agents/skills", ".claude/skills"]


def test_what_stands_where_a_link_would_go_is_left_alone(lab: GitRepository, run: Callable[..., Run]) -> None:
    lab.write(".claude/skills/own/SKILL.md", "x\n")
    run("init", "--yes", "--no-workflow", "--link")

    written = tree(lab.root)
    assert written[".claude/skills/own/SKILL.md"] == "x\n"
    assert written[".agents/skills"] == "-> ../.codex/skills"


@pytest.mark.parametrize("folder", ["skills", "docs/skills"])
def test_skills_may_be_in_a_folder_of_the_teams_own(bare: GitRepository, run: Callable[..., Run], folder: str) -> None:
    run("init", "--yes", "--no-workflow", "--skills", folder)
    plan = json.loads(run("dry-run", "all", "--format", "json").out)

    assert {
        path["path"].rpartition("/")[0].rpartition("/")[0] for path in plan["proposals"] if path["kind"] == "skill"
    } == {folder}


def test_without_the_actions_address_all_else_is_written(bare: GitRepository, run: Callable[..., Run]) -> None:
    done = run("init", "--yes")

    assert done.code == 0
    assert done.err == "note: no workflow: say with --action OWNER/retro-bot@COMMIT where you keep retro-bot\n"
    assert set(tree(bare.root)) == {*REPORTS, AGENTS}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--action", "acme/retro-bot@v1"), "--action acme/retro-bot@v1: no action with its full commit id"),
        (("--reports", "/etc"), "--reports /etc is an absolute path"),
        (("--log", "../log.md"), "--log ../log.md leads out of the repository"),
    ],
)
def test_an_option_that_does_not_fit_is_wrong_usage(
    bare: GitRepository, run: Callable[..., Run], options: tuple[str, ...], message: str
) -> None:
    done = run("init", "--yes", *options)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"retro-bot: {message} (")
    assert set(tree(bare.root)) == set(REPORTS)


def test_a_broken_registry_is_to_be_mended_first(lab: GitRepository, run: Callable[..., Run]) -> None:
    lab.write(CODEX, '{"domain": "cuda",}\n')
    done = run("init", "--yes")

    assert done.code == 1
    assert done.err.startswith(f"retro-bot: {CODEX}:1: not JSON: ")
    assert done.err.endswith(" (mend it, then run init again)\n")


@pytest.mark.parametrize("text", ["{}\n", '{"domain": 7}\n'])
def test_a_registry_that_holds_nothing_yet_gets_what_it_lacks(
    lab: GitRepository, run: Callable[..., Run], text: str
) -> None:
    lab.write(CODEX, text)
    done = run("init", "--yes", "--no-workflow")

    assert (done.code, done.err) == (0, "")
    assert json.loads(tree(lab.root)[CODEX]).keys() == {"domain", "skills", "paths"}


def test_where_every_usual_folder_of_skills_is_taken_one_is_asked_to_name_another(
    bare: GitRepository, run: Callable[..., Run]
) -> None:
    for folder in SKILL_ROOTS:
        bare.write(folder, "a file\n")
    done = run("init", "--yes", "--no-workflow")

    assert (done.code, done.out) == (1, "")
    assert (
        done.err == "retro-bot: something stands where each usual folder of skills would be (make room at .agents/skills)\n"
    )


def test_what_an_option_names_is_told_as_it_is(bare: GitRepository, run: Callable[..., Run]) -> None:
    bare.write("docs/experiment-log.md", "# Experiment Log\n")
    bare.write("notes/lab.md", "# Log\n")
    options = ("init", "--dry-run", "--no-workflow", "--domain", "cuda")
    there = run(*options, "--log", "notes/lab.md").out
    new = run(*options, "--log", "notes/new.md").out

    assert "  experiment log  notes/lab.md\n" in there
    assert "  experiment log  notes/new.md  comes with the first retrospective\n" in new
    assert "  guide           docs/troubleshooting.md  comes with the first retrospective\n" in new
    assert "  domain          cuda\n" in new
    assert "  domain          unsloth  by the words of reports and log\n" in run("init", "--dry-run", "--no-workflow").out


def test_an_option_for_what_is_there_already_is_told(lab: GitRepository, run: Callable[..., Run]) -> None:
    lab.write(
        WORKFLOW,
        f"on: {{ push: {{ branches: [main] }} }}\njobs: {{ a: {{ steps: [{{ uses: {ACTION} }}] }} }}\n",
    )
    same = run("init", "--yes", "--skills", ".codex/skills", "--action", ACTION, "--branch", "main")
    other = run("init", "--yes", "--skills", "skills", "--action", ACTION.replace("acme", "lab"), "--branch", "trunk")

    assert same.err == ""
    assert other.err == (
        f"note: --skills: the skills stay in .codex/skills; name other folders in paths.skills of {CODEX}\n"
        f"note: --action: {WORKFLOW} runs the bot already; edit the file to change it\n"
        f"note: --branch: {WORKFLOW} runs the bot already; edit the file to change it\n"
    )


def test_notes_are_messages_like_others(bare: GitRepository, run: Callable[..., Run]) -> None:
    assert run("init", "--dry-run", "--yes", "--quiet").err == ""
    said = json.loads(run("init", "--dry-run", "--yes", "--log-json").err)

    assert (said["level"], said["message"]) == (
        "info",
        "no workflow: say with --action OWNER/retro-bot@COMMIT where you keep retro-bot",
    )


def test_a_folder_of_a_clone_gets_no_workflow_that_github_would_not_see(
    bare: GitRepository, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.move(bare.root / "reports", bare.root / "kernels/reports")
    (bare.root / "kernels/.codex/skills").mkdir(parents=True)
    monkeypatch.chdir(bare.root / "kernels")
    done = run("init", "--yes", "--action", ACTION)

    assert "note: no workflow: GitHub runs those of the whole clone" in done.err
    assert "kernels/.codex/skills/registry.json" in tree(bare.root)
    assert WORKFLOW not in tree(bare.root)
