"""A healthy repository has no findings; each mistake that is made in it is found, with its place and its fix."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import bot.doctor
from bot.cli import exit_code
from bot.doctor.examination import examine
from bot.doctor.finding import Finding, Severity
from bot.doctor.github_check import GithubState
from bot.shell.examined_files import read_examined
from tests.commands.conftest import FILES
from tests.shell.git_repository import GitRepository

ACTION = "acme/retro-bot@" + "1" * 40
REGISTRY = ".codex/skills/registry.json"
WORKFLOW = ".github/workflows/retrospective.yml"
TEMPLATE = "templates/skills/result-skill-template.md"
SKILL = ".codex/skills/llama3-lora-rank/SKILL.md"
SKILL_TEXT = """\
---
name: llama3-lora-rank
description: Rank 16 is enough. Use when tuning LoRA.
metadata:
  tags:
    - lora
---

# LoRA rank

## Results

Rank 16 reaches an eval loss of 1.087.
"""


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that `init` has set up, with reports, a skill, templates of its own and a link."""
    root = tmp_path_factory.mktemp("healthy") / "lab"
    lab = GitRepository(root)
    for path, text in FILES.items():
        if path != REGISTRY:
            lab.write(path, text)
    lab.write(SKILL, SKILL_TEXT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(root.parent))
        assert exit_code(["init", "--yes", "--link", "--templates", "--action", ACTION, "-C", str(root)]) == 0
    lab.commit("set up")
    return root


@pytest.fixture
def lab(healthy: Path, tmp_path: Path) -> Path:
    """A copy of the healthy repository to break."""
    return Path(shutil.copytree(healthy, tmp_path / "lab", symlinks=True))


def findings(root: Path) -> tuple[Finding, ...]:
    return examine(read_examined(root), GithubState())


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def write(path: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    return change


def remove(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        place = root / path
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink()

    return change


def move(old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)

    return change


def link(path: str, target: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        if (root / path).is_symlink():
            (root / path).unlink()
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)

    return change


def both(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        for each in changes:
            each(root)

    return change


E, W = Severity.ERROR, Severity.WARNING
MISTAKES = {
    # the registry
    "no registry": (remove(REGISTRY), "registry-missing", W, REGISTRY, "retro-bot init writes one"),
    "a comma too many": (edit(REGISTRY, '"1.0.0",', '"1.0.0",,'), "registry-json", E, f"{REGISTRY}:3", "a comma too many"),
    "a number for a path": (edit(REGISTRY, '"reports/"', "7"), "registry-type", E, REGISTRY, "write a text in quotes"),
    "a list for the paths": (
        write(REGISTRY, '{"domain": "unsloth", "paths": [], "skills": {"llama3-lora-rank": {}}}'),
        "registry-type",
        E,
        REGISTRY,
        "write an object in braces",
    ),
    "a misspelt key": (edit(REGISTRY, '"domain"', '"domian"'), "registry-key", E, f"{REGISTRY}:2", "did you mean domain?"),
    "a misspelt path": (
        edit(REGISTRY, '"experiment_log"', '"experiment-log"'),
        "registry-key",
        E,
        REGISTRY,
        "did you mean experiment_log?",
    ),
    "a short path": (
        edit(REGISTRY, '"troubleshooting"', '"trouble"'),
        "registry-key",
        E,
        REGISTRY,
        "did you mean troubleshooting?",
    ),
    "a key twice": (
        edit(REGISTRY, '"domain": "unsloth"', '"domain": "unsloth",\n  "domain": "cuda"'),
        "registry-duplicate",
        E,
        f"{REGISTRY}:3",
        "keep one of them",
    ),
    "an unknown domain": (
        edit(REGISTRY, '"unsloth"', '"unslooth"'),
        "domain-unknown",
        E,
        f"{REGISTRY}:2",
        "did you mean unsloth?",
    ),
    "a date of its own kind": (
        edit(REGISTRY, '"updated": "20', '"updated": "March 20'),
        "registry-date",
        W,
        REGISTRY,
        "YYYY-MM-DD",
    ),
    "a domain file that is no YAML": (
        write(".retro-bot/domains/speech.yaml", "name: [\n"),
        "domain-file",
        E,
        ".retro-bot/domains/speech.yaml",
        "",
    ),
    "a misspelt key of a domain file": (
        write(".retro-bot/domains/speech.yaml", "title: Speech\nmetrcs: [wer]\n"),
        "domain-key",
        W,
        ".retro-bot/domains/speech.yaml:2",
        "did you mean `metrics`?",
    ),
    # paths
    "a path out of the repository": (
        edit(REGISTRY, '"reports/"', '"../reports/"'),
        "path-outside",
        E,
        REGISTRY,
        "name a path inside the repository",
    ),
    "a folder that is not there": (
        edit(REGISTRY, '"reports/"', '"report/"'),
        "reports-missing",
        E,
        REGISTRY,
        "did you mean reports/?",
    ),
    "a folder without a report": (
        both(remove("reports"), write("reports/plot.png", "")),
        "reports-empty",
        W,
        REGISTRY,
        "write one (markdown",
    ),
    "a log that is elsewhere": (
        edit(REGISTRY, "references/experiment-log.md", "docs/experiment-log.md"),
        "document-missing",
        E,
        REGISTRY,
        "did you mean references/experiment-log.md?",
    ),
    "a log that is a folder": (
        edit(REGISTRY, "references/experiment-log.md", "references"),
        "document-kind",
        E,
        REGISTRY,
        "name the file in it",
    ),
    "a folder of templates that is not there": (
        remove("templates"),
        "templates-missing",
        E,
        REGISTRY,
        "retro-bot init --templates",
    ),
    "reports that git ignores": (
        write(".gitignore", "reports/\n"),
        "path-ignored",
        E,
        "reports",
        "git check-ignore -v reports",
    ),
    # skills
    "a name that is not the folder's": (
        edit(SKILL, "name: llama3-lora-rank", "name: lora"),
        "skill-invalid",
        E,
        f"{SKILL}:1",
        "give it that name",
    ),
    "no description": (edit(SKILL, "description", "summary"), "skill-invalid", E, SKILL, "say what the skill teaches"),
    "a placeholder": (edit(SKILL, "# LoRA rank", "# {Title}"), "skill-invalid", W, f"{SKILL}:9", "fill it or remove it"),
    "a SKILL.md in small letters": (
        move(SKILL, SKILL.replace("SKILL", "skill")),
        "skill-missing",
        E,
        ".codex/skills/llama3-lora-rank",
        "the name in capitals",
    ),
    "a listed skill that is gone": (
        edit(REGISTRY, '"llama3-lora-rank"', '"llama3-lora-ranks"'),
        "skill-gone",
        E,
        REGISTRY,
        "did you mean llama3-lora-rank?",
    ),
    "a skill that is not listed": (
        write(".codex/skills/sweep/SKILL.md", SKILL_TEXT.replace("llama3-lora-rank", "sweep")),
        "skill-unlisted",
        W,
        ".codex/skills/sweep/SKILL.md",
        'add "sweep"',
    ),
    # folders of skills
    "a link that leads nowhere": (
        link(".claude/skills", "../.agent/skills"),
        "link-broken",
        E,
        ".claude/skills",
        "ln -sfn ../.codex/skills .claude/skills",
    ),
    "a link out of the repository": (link(".gemini/skills", "/usr"), "link-outside", E, ".gemini/skills", "ln -sfn"),
    "a link that was checked out as text": (
        both(remove(".claude/skills"), write(".claude/skills", "../.codex/skills")),
        "link-text",
        E,
        ".claude/skills",
        "git config core.symlinks true",
    ),
    "a named folder that is not there": (
        remove(".claude/skills"),
        "link-missing",
        E,
        ".claude/skills",
        "ln -sfn ../.codex/skills",
    ),
    "a copy in place of a link": (
        both(remove(".claude/skills"), write(SKILL.replace(".codex", ".claude"), SKILL_TEXT)),
        "skill-twice",
        E,
        SKILL.replace(".codex", ".claude"),
        "make .claude/skills a link",
    ),
    # templates
    "a template by another name": (
        move(TEMPLATE, "templates/skills/result_skill_template.md"),
        "template-name",
        E,
        "templates/skills/result_skill_template.md",
        f"did you mean {TEMPLATE}?",
    ),
    "an open placeholder": (
        edit(TEMPLATE, "{Skill title}", "{Skill title"),
        "template-brace",
        E,
        TEMPLATE,
        "with both braces",
    ),
    "a template without parts": (
        write(TEMPLATE, "# {Title}\n\n## Poem\n\n{verse}\n"),
        "template-empty",
        E,
        TEMPLATE,
        "When to Apply",
    ),
    "a section that nothing fills": (
        edit(TEMPLATE, "## General Description", "## Genral Descripton"),
        "template-section",
        W,
        TEMPLATE,
        "did you mean General Description?",
    ),
    "a key that nothing fills": (
        edit(TEMPLATE, "author: {author}", "gpu: {which GPU}"),
        "template-key",
        W,
        TEMPLATE,
        "write a value",
    ),
    "front matter that does not end": (
        write(TEMPLATE, "---\nname: {name}\n\n# {Title}\n\n## Results\n"),
        "template-front",
        E,
        f"{TEMPLATE}:1",
        "close it with a line ---",
    ),
    # the workflow
    "no workflow": (remove(WORKFLOW), "workflow-missing", W, ".github/workflows", "retro-bot init writes one"),
    "a workflow where GitHub does not look": (
        move(WORKFLOW, ".github/workflow/retrospective.yml"),
        "workflow-misplaced",
        E,
        ".github/workflow/retrospective.yml",
        "git mv .github/workflow/retrospective.yml .github/workflows/retrospective.yml",
    ),
    "a workflow that is no YAML": (edit(WORKFLOW, "jobs:", "jobs: ["), "workflow-yaml", E, WORKFLOW, "actionlint helps"),
    "a placeholder for the action": (
        edit(WORKFLOW, ACTION, "OWNER/retro-bot@COMMIT"),
        "workflow-action",
        E,
        WORKFLOW,
        "full id of the commit",
    ),
    "an action by its branch": (
        edit(WORKFLOW, ACTION, "acme/retro-bot@main"),
        "workflow-pin",
        W,
        WORKFLOW,
        "pin it to a commit",
    ),
    "comments do not start it": (
        edit(WORKFLOW, "  issue_comment: { types: [created] }\n", ""),
        "workflow-event",
        W,
        WORKFLOW,
        "add issue_comment below on:",
    ),
    "another type of event": (
        edit(WORKFLOW, "[closed]", "[opened]"),
        "workflow-event",
        W,
        WORKFLOW,
        "add closed to its types",
    ),
    "another branch": (edit(WORKFLOW, "[main]", "[master]"), "workflow-branch", E, WORKFLOW, "branches: [main]"),
    "other paths": (
        edit(WORKFLOW, '"reports/**"', '"training_reports/**"'),
        "workflow-paths",
        E,
        WORKFLOW,
        'add "reports/**"',
    ),
    "a permission too few": (
        edit(WORKFLOW, "      issues: write # answers\n", ""),
        "workflow-permissions",
        E,
        WORKFLOW,
        "add issues: write to its permissions",
    ),
    "all permissions": (
        edit(
            WORKFLOW,
            "permissions:\n      contents: write # the branch of a proposal",
            "permissions: write-all\n    env:\n      A: b",
        ),
        "workflow-permissions",
        W,
        WORKFLOW,
        "contents: write, issues: write, pull-requests: write",
    ),
    "an input that is none": (
        edit(WORKFLOW, f"- uses: {ACTION}", f"- uses: {ACTION}\n        with: {{ lables: bot }}"),
        "workflow-input",
        E,
        WORKFLOW,
        "did you mean labels?",
    ),
    "a token in plain sight": (
        edit(WORKFLOW, f"- uses: {ACTION}", f"- uses: {ACTION}\n        with: {{ token: ghp_abc }}"),
        "workflow-token",
        E,
        WORKFLOW,
        "revoke it",
    ),
    "a phrase that the condition does not let in": (
        edit(WORKFLOW, f"- uses: {ACTION}", f'- uses: {ACTION}\n        with: {{ trigger: "/lessons" }}'),
        "workflow-condition",
        E,
        WORKFLOW,
        "put lessons into the condition",
    ),
    "the head of a pull request": (
        edit(WORKFLOW, "${{ github.base_ref }}", "${{ github.head_ref }}"),
        "workflow-checkout",
        E,
        WORKFLOW,
        "ref: ${{ github.base_ref }}",
    ),
    "credentials left on disk": (
        edit(WORKFLOW, ", persist-credentials: false", ""),
        "workflow-credentials",
        W,
        WORKFLOW,
        "persist-credentials: false",
    ),
    "runs that cancel each other": (
        edit(WORKFLOW, "cancel-in-progress: false", "cancel-in-progress: true"),
        "workflow-cancel",
        W,
        WORKFLOW,
        "cancel-in-progress: false",
    ),
}


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


def test_json_names_check_place_and_fix(lab: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(REGISTRY, '"domain"', '"domian"')(lab)
    assert exit_code(["doctor", "--offline", "--format", "json", "-C", str(lab)]) == 1
    document = json.loads(capsys.readouterr().out)

    assert document["schema"] == "retro-bot/doctor/1"
    assert document["healthy"] is False
    assert document["findings"] == [
        {
            "check": "registry-key",
            "severity": "error",
            "path": REGISTRY,
            "line": 2,
            "message": "domian is a key that nothing reads",
            "fix": "did you mean domain?",
        }
    ]
    assert document["not_looked_at"] == ["the settings on GitHub: --offline"]


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 1)])
def test_warnings_count_where_one_is_strict(
    lab: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], code: int
) -> None:
    remove(WORKFLOW)(lab)

    assert exit_code(["doctor", "--offline", "-C", str(lab), *options]) == code
    assert capsys.readouterr().out == (
        "warning  .github/workflows\n"
        "  no workflow uses the bot, so that nothing happens on GitHub\n"
        "  fix: retro-bot init writes one\n"
        "\n"
        "not looked at: the settings on GitHub: --offline\n"
        "0 errors, 1 warning\n"
    )


def test_annotations_stand_on_the_lines(lab: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(WORKFLOW, "[main]", "[master]")(lab)
    exit_code(["doctor", "--offline", "--format", "github", "-C", str(lab)])

    assert capsys.readouterr().out.startswith(f"::error file={WORKFLOW},line=6,title=retro-bot::a push to main")
