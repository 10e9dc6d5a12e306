"""The workflow that `init` writes is the one of the documents, with the team's branch, folders and action in it."""

from __future__ import annotations

import pytest
import yaml

from bot.model.repository import Layout
from bot.propose.shipped_templates import shipped_template
from bot.setup.workflow_file import uses_bot
from bot.setup.workflow_text import (
    ACTION,
    PLACEHOLDER,
    TEMPLATE,
    WorkflowFor,
    evidence_patterns,
    free_workflow_path,
    workflow_text,
)
from tests.action import newcomer

OWN = "acme/retro-bot@" + "1" * 40
EXAMPLE = WorkflowFor(OWN, "main", ("training_reports/**", "references/experiment-log.md"))


@pytest.mark.parametrize("document", ["README.md", "docs/action.md"])
def test_the_shipped_workflow_is_the_one_of_the_documents(document: str) -> None:
    assert shipped_template(TEMPLATE) == newcomer.workflow(document, uses=PLACEHOLDER)


def test_made_for_the_documents_own_example_it_is_what_a_newcomer_would_have_copied() -> None:
    assert workflow_text(EXAMPLE) == newcomer.workflow(uses=OWN)


@pytest.mark.parametrize("branch", ["main", "trunk", "release/1.x", "1.0", "on", "it's: odd", "日本"])
def test_branch_and_paths_are_what_was_meant_whatever_they_are_called(branch: str) -> None:
    paths = ('a "quoted" folder/**', "ünï/log.md", "x: y #z/**")
    push = yaml.load(workflow_text(WorkflowFor(OWN, branch, paths)), yaml.BaseLoader)["on"]["push"]  # noqa: S506

    assert push == {"branches": [branch], "paths": list(paths)}


def test_only_branch_paths_and_action_differ_from_the_shipped_one() -> None:
    made = workflow_text(WorkflowFor(OWN, "trunk", ("runs/**",))).splitlines()
    changed = [
        line.strip() for line, shipped in zip(made, shipped_template(TEMPLATE).splitlines(), strict=True) if line != shipped
    ]

    assert changed == ['push: { branches: [trunk], paths: ["runs/**"] }', f"- uses: {OWN}"]


def layout(reports: str, log: str) -> Layout:
    return Layout(".codex/skills", ".codex/skills/registry.json", reports, log, "", "")


@pytest.mark.parametrize(
    ("reports", "log", "patterns"),
    [
        ("training_reports", "docs/log.md", ("training_reports/**", "docs/log.md")),
        ("runs", "", ("runs/**",)),
        (".", "log.md", ("**",)),
        ("", "log.md", ("reports/**", "log.md")),
        ("runs [2025]", "", ("runs *2025*/**",)),
    ],
)
def test_the_patterns_of_a_push_match_the_evidence(reports: str, log: str, patterns: tuple[str, ...]) -> None:
    assert evidence_patterns(layout(reports, log)) == patterns


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"      - uses: {OWN}", True),
        ("      - uses: acme/retro-bot@main # latest", True),
        ('      - "uses": "acme/tools/retro-bot@v1"', True),
        ("        uses: ./.github/actions/retro-bot", True),
        ("      - uses: acme/not-retro-bot@v1", False),
        ("      - run: echo uses retro-bot@v1", False),
        ("      # uses: acme/retro-bot@v1", False),
        (f"      - {{ uses: {OWN} }}", True),
        (f"      - {{ name: Bot, uses: {OWN} }}", True),
        (f"      - name: Bot\n        uses: &bot {OWN}\n      - uses: *bot", True),
        ("      - run: |\n          - uses: acme/retro-bot@v1", False),
        (f"      - {{ uses: {OWN} }}\n  b: [", True),
    ],
)
def test_a_workflow_of_the_bot_is_known_by_its_step(line: str, expected: bool) -> None:
    assert uses_bot(f"jobs:\n  a:\n    steps:\n{line}\n") is expected


@pytest.mark.parametrize(
    ("action", "fits"),
    [
        (OWN, True),
        ("acme/tools/retro-bot@" + "a" * 40, True),
        ("acme/retro-bot@main", False),
        ("acme/retro-bot@v1.2.3", False),
        ("acme/retro-bot@" + "a" * 39, False),
        (PLACEHOLDER, False),
        ("acme/retro-bot@" + "a" * 40 + "\n      - run: id", False),
    ],
)
def test_an_action_is_named_with_its_full_commit(action: str, fits: bool) -> None:
    assert bool(ACTION.fullmatch(action)) is fits


def test_another_teams_workflow_of_that_name_is_left_alone() -> None:
    assert free_workflow_path([".github/workflows/retrospective.yml"]) == ".github/workflows/retro-bot.yml"
