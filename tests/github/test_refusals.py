"""GitHub refuses: each way round, with words that help, and never an end that nobody is told of."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.github.lab import PREFIX, Lab
from tests.github.test_push import DROPOUT, NEW
from tests.standin.server import Fault

ASK = "<retrospective> lora rank"
FORBIDDEN = "Resource not accessible by integration"


def test_where_actions_may_not_open_pull_requests_there_is_a_branch_and_a_link(lab: Lab) -> None:
    """GitHub: the setting is off in new repositories, whatever permissions the workflow has (A7)."""
    lab.state.settings.actions_may_open_pull_requests = False
    ran = lab.ask(ASK)
    (reply,) = lab.replies(1)
    link = urlsplit(reply.split("[open it with one click](")[1].split(")")[0])
    query = parse_qs(link.query)
    assert ran.code == 0
    assert ran.outputs["branch"] == f"{PREFIX}lora-rank"
    assert lab.skill_on(f"{PREFIX}lora-rank")
    assert link.path == f"/acme/lab/compare/main...{PREFIX}lora-rank"
    assert query["title"][0].startswith("Retrospective")
    assert "<!-- retro-bot {" in query["body"][0]
    assert '"Allow GitHub Actions to create and approve pull requests"' in reply
    assert len(link.geturl()) < 8_000


def test_a_pull_request_that_was_opened_by_the_link_is_brought_up_to_date(lab: Lab) -> None:
    lab.state.settings.actions_may_open_pull_requests = False
    lab.ask(ASK)
    link = lab.replies(1)[0].split("[open it with one click](")[1].split(")")[0]
    lab.open_by_hand(f"{PREFIX}lora-rank", parse_qs(urlsplit(link).query)["body"][0])
    assert lab.ask("<retrospective> drop 2", issue=2).outputs["outcome"] == "proposed"


def test_a_reaction_that_is_forbidden_fails_nothing(lab: Lab) -> None:
    """GitHub: reacting to a comment of a pull request needs pull-requests: write (A4)."""
    lab.github.faults.append(Fault("reactions/create-for-issue-comment", 403, FORBIDDEN))
    assert lab.ask(ASK).outputs["outcome"] == "proposed"


def test_without_a_known_name_a_bots_list_is_still_its_own(lab: Lab) -> None:
    lab.ask("<retrospective>")
    lab.github.faults.append(Fault("reactions/create-for-issue-comment", 403, FORBIDDEN))
    assert lab.ask("<retrospective> 2", issue=1).outputs["outcome"] == "proposed"


def test_a_locked_issue_is_answered_in_the_summary(lab: Lab) -> None:
    """GitHub: 403 "Unable to create comment because issue is locked." (A5)."""
    lab.state.open_issue("locked").locked = True
    ran = lab.ask(ASK, issue=1)
    assert ran.code == 0
    assert ran.outputs["outcome"] == "proposed"
    assert "This could not be told in #1: Unable to create comment because issue is locked." in ran.summary


def test_a_deleted_issue_is_answered_in_the_summary(lab: Lab) -> None:
    """GitHub: the comment may be gone when the bot answers (A3)."""
    lab.github.faults.append(Fault("issues/create-comment", 404, "Not Found"))
    ran = lab.ask(ASK)
    assert ran.code == 0
    assert "This could not be told in #1: Not Found" in ran.summary


def test_a_restricted_branch_name_is_told_with_the_setting_that_helps(lab: Lab) -> None:
    """GitHub: "Cannot create ref due to creations being restricted." (A19)."""
    lab.state.settings.restricted_prefixes = (PREFIX,)
    ran = lab.ask(ASK)
    assert ran.code == 1
    assert "choose another with the input `branch-prefix`" in lab.replies(1)[0]
    assert "Cannot create ref due to creations being restricted." in lab.replies(1)[0]


def test_a_protected_branch_is_told(lab: Lab) -> None:
    """GitHub: "Reference update failed" means protection (A17)."""
    lab.ask(ASK)
    lab.state.settings.protected_branches += (f"{PREFIX}lora-rank",)
    ran = lab.ask("<retrospective> drop 2", issue=2)
    assert ran.code == 1
    assert "A ruleset or branch protection does not let me write this branch" in lab.replies(2)[0]


def test_drafts_that_are_not_supported_become_plain_pull_requests(lab: Lab) -> None:
    """GitHub: 422 "Draft pull requests are not supported in this repository." (A19)."""
    lab.state.settings.drafts = False
    lab.inputs["draft"] = "true"
    lab.ask(ASK)
    assert lab.pulls()[0].draft is False
    assert "- It is no draft: this repository does not support drafts." in lab.replies(1)[0]


def test_labels_that_may_not_be_created_are_a_note(lab: Lab) -> None:
    """GitHub: a missing label is created, or refused with 403; never a reason to fail (A19)."""
    lab.state.settings.labels_may_be_created = False
    ran = lab.ask(ASK)
    assert ran.code == 0
    assert "- I could not add the label `retro-bot`" in lab.replies(1)[0]


def test_a_reviewer_that_github_does_not_take_is_a_note(lab: Lab) -> None:
    """GitHub: 422 for who is no collaborator, and for who opened the pull request (A19)."""
    text = "Reviews may only be requested from collaborators."
    lab.github.faults.append(Fault("pulls/request-reviewers", 422, text))
    ran = lab.ask(ASK)
    assert ran.code == 0
    assert f"- I could not ask `alice` for a review ({text})." in lab.replies(1)[0]


def test_a_pull_request_that_is_not_known_yet_is_labelled_a_moment_later(lab: Lab) -> None:
    """GitHub: calls just after the creation may answer 422 "Could not resolve to a node" (A19)."""
    lab.github.faults.append(Fault("issues/add-labels", 422, "Could not resolve to a node with the global id of 'PR_1'."))
    lab.ask(ASK)
    assert lab.state.issues[2].labels == ["retro-bot"]


def test_a_pull_request_that_another_run_opened_meanwhile_is_brought_up_to_date(lab: Lab) -> None:
    """GitHub: 422 "A pull request already exists" (A19)."""
    lab.ask(ASK)
    body = lab.body(2)
    lab.state.issues[2].body = body.replace("Learned", "Stale")
    lab.github.hide_once("pulls/list")
    ran = lab.ask(ASK)
    assert ran.outputs["outcome"] == "proposed"
    assert ran.outputs["pull-request-number"] == "2"
    assert "**Learned.**" in lab.body(2)


def test_no_commits_between_is_nothing_to_propose(lab: Lab) -> None:
    """GitHub: 422 "No commits between main and x" (A19)."""
    lab.github.faults.append(Fault("pulls/create", 422, f"No commits between main and {PREFIX}lora-rank"))
    ran = lab.ask(ASK)
    assert ran.code == 0
    assert ran.outputs["outcome"] == "nothing-new"
    assert "Nothing to propose: the base branch holds all of it already." in lab.replies(1)[0]


@pytest.mark.parametrize(
    ("operation", "status", "message", "words"),
    [
        ("git/create-tree", 403, FORBIDDEN, "the job needs `contents: write`"),
        ("git/create-ref", 422, "Commits must have verified signatures.", "wants signed commits"),
        ("git/create-ref", 422, "Secret detected in content", "Push protection found a secret"),
        ("pulls/create", 422, "not all refs are readable", "GitHub refused. (GitHub: not all refs are readable)"),
        ("git/create-commit", 409, "Git Repository is empty.", "GitHub refused."),
    ],
)
def test_a_refusal_is_told_with_githubs_words_and_what_to_do(
    lab: Lab, operation: str, status: int, message: str, words: str
) -> None:
    """GitHub: permissions, signatures, push protection (A18, B36)."""
    lab.github.faults.append(Fault(operation, status, message))
    ran = lab.ask(ASK)
    assert ran.code == 1
    assert ran.outputs["outcome"] == "failed"
    assert words in lab.replies(1)[0]
    assert message.rstrip(".") in lab.replies(1)[0]
    assert "::error title=retro-bot::" in ran.log


@pytest.mark.parametrize(
    ("status", "message", "headers"),
    [
        (403, "You have exceeded a secondary rate limit. Please wait a few minutes.", ()),
        (403, "You have exceeded a secondary rate limit.", (("Retry-After", "0"),)),
        (429, "You have exceeded a secondary rate limit.", (("Retry-After", "0"),)),
        (429, "Too Many Requests", ()),
    ],
)
@pytest.mark.parametrize("operation", ["git/create-tree", "pulls/create", "issues/create-comment", "pulls/list"])
def test_a_rate_limit_is_waited_for(
    lab: Lab, operation: str, status: int, message: str, headers: tuple[tuple[str, str], ...]
) -> None:
    """GitHub: 403 or 429, with or without retry-after, for reads and writes; nothing was done then (A10, D44)."""
    lab.github.faults.append(Fault(operation, status, message, headers))
    assert lab.ask(ASK).outputs["outcome"] == "proposed"
    assert len(lab.pulls()) == 1
    assert len(lab.replies(1)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        (("Retry-After", "3600"),),
        (("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", str(int(time.time()) + 3600))),
    ],
    ids=["secondary", "primary"],
)
def test_no_run_waits_for_an_hour(lab: Lab, headers: tuple[tuple[str, str], ...]) -> None:
    """GitHub: without a bound PyGithub waits until the reset of the primary limit (A10, D45)."""
    message = "API rate limit exceeded for installation."
    lab.github.faults.append(Fault("pulls/create", 403, message, headers))
    ran = lab.ask(ASK)
    assert ran.code == 1
    assert "GitHub's rate limit is used up. Run the job again later" in lab.replies(1)[0]


@pytest.mark.parametrize("operation", ["git/update-ref", "pulls/update"])
@pytest.mark.parametrize("after_acting", [False, True])
def test_a_broken_answer_to_a_change_is_asked_again(lab: Lab, operation: str, after_acting: bool) -> None:
    """GitHub: PyGithub by itself never repeats PATCH (D44)."""
    lab.ask(ASK)
    lab.github.faults.append(Fault(operation, 502, after_acting=after_acting))
    assert lab.ask("<retrospective> drop 2", issue=2).outputs["outcome"] == "proposed"


@pytest.mark.parametrize("operation", ["pulls/create", "issues/create-comment", "git/create-ref"])
@pytest.mark.parametrize("status", [0, 500, 502])
@pytest.mark.parametrize("after_acting", [False, True])
def test_nothing_is_created_twice_when_an_answer_is_lost(lab: Lab, operation: str, status: int, after_acting: bool) -> None:
    """GitHub: PyGithub repeats POST after a 5xx, which makes duplicates (D44)."""
    lab.github.faults.append(Fault(operation, status, after_acting=after_acting))
    assert lab.ask(ASK).outputs["outcome"] == "proposed"
    assert len(lab.pulls()) == 1
    assert len(lab.replies(1)) == 1


@pytest.mark.parametrize("operation", ["git/create-tree", "git/create-commit", "issues/add-labels"])
@pytest.mark.parametrize("status", [0, 503])
def test_what_may_be_done_twice_is_done_again(lab: Lab, operation: str, status: int) -> None:
    lab.github.faults.append(Fault(operation, status))
    assert lab.ask(ASK).outputs["outcome"] == "proposed"
    assert lab.state.issues[2].labels == ["retro-bot"]


def test_a_push_that_fails_is_told_in_summary_and_annotation(lab: Lab) -> None:
    lab.github.faults.append(Fault("git/create-tree", 403, FORBIDDEN))
    ran = lab.push({NEW: DROPOUT})
    assert ran.code == 1
    assert "the job needs `contents: write`" in ran.summary
    assert "::error title=retro-bot::The token lacks a permission" in ran.log


def test_a_token_that_is_wrong_is_told_without_showing_it(lab: Lab) -> None:
    lab.inputs["token"] = "ghs_wrong"  # noqa: S105
    ran = lab.ask(ASK)
    assert ran.code == 1
    assert "The token lacks a permission" in ran.summary
    assert "ghs_wrong" not in ran.summary
    assert ran.log.count("ghs_wrong") == 1
    assert ran.log.startswith("::add-mask::ghs_wrong\n")


def test_an_enterprise_server_is_reached_at_its_own_address(lab: Lab) -> None:
    """GitHub: GHES has its API below /api/v3 of its own host (A20, D43)."""
    lab.inputs["api_url"] = f"{lab.github.url}/api/v3"
    assert lab.ask(ASK).outputs["outcome"] == "proposed"


def test_a_broken_registry_is_told_in_the_thread(lab: Lab) -> None:
    lab.push({".codex/skills/registry.json": '{"domain": "unsloth", "paths": {"reports": "../../etc"}}'}, run=False)
    ran = lab.ask(ASK)
    assert ran.code == 1
    assert lab.replies(1)[0].startswith("I could not do it: ")
    assert "leads out of the repository" in lab.replies(1)[0]
