"""The workflow that a newcomer copies: short, safe, and the same wherever it is shown."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.action import newcomer
from tests.action.runner import PINNED

WORKFLOW: dict[Any, Any] = yaml.safe_load(newcomer.workflow())
(JOB,) = WORKFLOW["jobs"].values()


def test_it_has_at_most_25_lines() -> None:
    assert newcomer.workflow().count("\n") <= 25


def test_the_readme_shows_the_same_workflow() -> None:
    assert newcomer.workflow("README.md") == newcomer.workflow("docs/action.md")


def test_nothing_is_permitted_but_what_the_job_writes() -> None:
    assert WORKFLOW["permissions"] == {}
    assert JOB["permissions"] == {"contents": "write", "issues": "write", "pull-requests": "write"}


def test_the_checkout_is_pinned_keeps_no_credentials_and_takes_no_head_of_a_pull_request() -> None:
    checkout, bot = JOB["steps"]
    assert checkout["uses"] == PINNED["checkout"]
    assert checkout["with"] == {"ref": "${{ github.base_ref }}", "persist-credentials": False}
    assert re.fullmatch(r"acme/retro-bot@[0-9a-f]{40}", bot["uses"])


def test_no_run_can_cancel_another_one() -> None:
    assert WORKFLOW["concurrency"] == {"group": "retrospective-${{ github.run_id }}", "cancel-in-progress": False}


@pytest.mark.parametrize("document", ["README.md", "docs/action.md"])
def test_the_placeholder_stands_where_the_text_says_what_to_put_there(document: str) -> None:
    text = (newcomer.ROOT / document).read_text(encoding="utf-8")
    assert text.count(newcomer.PLACEHOLDER) >= 2
