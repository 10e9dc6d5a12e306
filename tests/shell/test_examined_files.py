"""What the doctor looks at: whatever is broken there is something that it can tell of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.doctor.examination import examine
from bot.doctor.finding import Finding
from bot.doctor.github_check import GithubState
from bot.shell.examined_files import read_examined
from bot.shell.tree import MAX_BYTES
from tests.shell.git_repository import GitRepository

WORKFLOW = ".github/workflows/lab.yml"


def found(root: Path, check: str) -> list[Finding]:
    return [each for each in examine(read_examined(root), GithubState()) if each.check == check]


@pytest.mark.parametrize("home", [".codex/skills", ".claude/skills"])
def test_the_only_folder_of_skills_may_lead_out_of_the_repository(repository: GitRepository, home: str) -> None:
    (repository.root / home).parent.mkdir()
    (repository.root / home).symlink_to("/usr")
    (finding,) = found(repository.root, "link-outside")

    assert (finding.path, finding.message[:38]) == (home, "the link leaves the repository (/usr);")
    assert found(repository.root, "skill-missing") == []


def test_a_workflow_that_is_too_large_is_named(repository: GitRepository) -> None:
    repository.write(WORKFLOW, "#" * (MAX_BYTES + 1))
    (finding,) = found(repository.root, "workflow-unread")

    assert (finding.path, finding.message) == (WORKFLOW, "it was not looked at: 16 MB, and files over 16 MB are not read")


def test_a_template_for_an_action_that_is_no_text_is_nobodys_own(repository: GitRepository) -> None:
    repository.write("action.yml", "x" * (MAX_BYTES + 1))

    assert read_examined(repository.root).is_own is False


def test_a_file_outside_is_no_folder_of_skills(repository: GitRepository) -> None:
    (repository.root / ".claude").mkdir()
    (repository.root / ".claude/skills").symlink_to("/etc/hosts")

    assert [each.path for each in found(repository.root, "link-outside")] == [".claude/skills"]


@pytest.mark.parametrize("key", ["reports", "experiment_log", "templates", "skills"])
def test_a_path_that_is_longer_than_any_is_named(repository: GitRepository, key: str) -> None:
    repository.write(".codex/skills/registry.json", json.dumps({"domain": "cuda", "paths": {key: "x" * 300}}))

    assert [each.message[: len(key) + 9] for each in found(repository.root, "path-outside")] == [f"paths.{key}: '"]


def test_reports_may_be_all_of_the_repository(repository: GitRepository) -> None:
    repository.write(".codex/skills/registry.json", '{"domain": "cuda", "paths": {"reports": "."}}')
    repository.write("a.md", "# A\n")
    repository.write(
        WORKFLOW, 'on: { push: { paths: ["runs/**"] } }\njobs: { a: { steps: [{ uses: acme/retro-bot@main }] } }\n'
    )
    (finding,) = found(repository.root, "workflow-paths")

    assert (finding.message, finding.fix) == ("a push that brings a.md does not start it", 'add "**" to its paths')


def test_in_a_folder_of_a_clone_init_is_not_said_to_write_a_workflow(repository: GitRepository) -> None:
    repository.write("kernels/.codex/skills/registry.json", '{"domain": "cuda"}')
    below = repository.root / "kernels"
    (finding,) = found(below, "workflow-missing")
    assert finding.fix == "run retro-bot init in the top folder of the clone: GitHub runs its workflows only"

    repository.write(WORKFLOW, "jobs: { a: { steps: [{ uses: acme/retro-bot@main }] } }\n")
    assert found(below, "workflow-missing") == []
