"""GitHub: a comment that asks, from the text in the thread to the pull request and the reply."""

from __future__ import annotations

import pytest

from tests.github.lab import PREFIX, Lab


def test_a_comment_leads_to_a_pull_request_and_a_reply(lab: Lab) -> None:
    ran = lab.ask("<retrospective> lora rank")
    (pull,) = lab.pulls()
    (reply,) = lab.replies(1)
    assert ran.code == 0
    assert ran.outputs["outcome"] == "proposed"
    assert ran.outputs["pull-request-number"] == "2"
    assert (pull.head, pull.base, pull.draft) == (f"{PREFIX}lora-rank", "main", False)
    assert reply.startswith(f"Proposed in [#2]({lab.github.url}/acme/lab/pull/2): 4 proposals.\n\n- ")
    assert "1.31" in reply


def test_the_files_of_the_pull_request_are_those_of_the_plan_byte_for_byte(lab: Lab) -> None:
    lab.ask("<retrospective> lora rank")
    plan = lab.plan("lora rank")
    (pull,) = lab.pulls()
    changed = lab.github.git.git("diff", "--name-only", "main", pull.head).splitlines()
    assert changed == sorted(change.path for change in plan.files)
    assert {change.path: change.content for change in plan.files} == {
        path: lab.github.git.read(pull.head, path) for path in changed
    }


def test_the_pull_request_is_one_commit_on_main_that_github_signs(lab: Lab) -> None:
    """GitHub: commits of the bot are verified only without an author and a committer of their own (A18)."""
    lab.ask("<retrospective> lora rank")
    (commit,) = lab.github.requests("git/create-commit")
    main = lab.github.git.resolve("main")
    assert commit.body["parents"] == [main]
    assert commit.body.keys() == {"message", "tree", "parents"}
    assert lab.github.git.git("rev-list", "--count", f"main..{PREFIX}lora-rank") == "1"


def test_labels_and_the_person_who_asked_as_reviewer_come_with_it(lab: Lab) -> None:
    lab.ask("<retrospective> lora rank")
    (pull,) = lab.pulls()
    assert lab.state.issues[pull.number].labels == ["retro-bot"]
    assert pull.reviewers == ["alice"]


def test_the_comment_gets_a_reaction_at_once(lab: Lab) -> None:
    lab.ask("<retrospective> lora rank")
    assert lab.state.reactions["comment", 1001] == ["eyes"]
    assert lab.github.exchanges[1].operation == "reactions/create-for-issue-comment"


def test_evidence_is_linked_to_the_commit_that_was_read(lab: Lab) -> None:
    lab.ask("<retrospective> lora rank")
    main = lab.github.git.resolve("main")
    assert f"({lab.github.url}/acme/lab/blob/{main}/training_reports/2025-03-01-lora-rank.md?plain=1#L36)" in lab.body(2)
    assert "*Asked for by alice in #1.*" in lab.body(2)


def test_a_newly_opened_issue_asks_as_a_comment_does(lab: Lab) -> None:
    ran = lab.open_issue("<retrospective> lora rank")
    assert ran.outputs["outcome"] == "proposed"
    assert lab.state.reactions["issue", 1] == ["eyes"]
    assert lab.replies(1)[0].startswith("Proposed in [#2]")


@pytest.mark.parametrize("role", ["read", "none", "triage"])
def test_who_may_not_write_is_passed_over_in_silence(lab: Lab, role: str) -> None:
    """GitHub: the permission API decides, not the author association; triage counts as read there (A1, A2)."""
    lab.state.roles["mallory"] = role
    ran = lab.ask("<retrospective> lora rank", author="mallory")
    assert ran.code == 0
    assert ran.outputs["outcome"] == "not-allowed"
    assert [each.operation for each in lab.github.exchanges] == ["repos/get-collaborator-permission-level"]


@pytest.mark.parametrize("role", ["admin", "write", "maintain"])
def test_who_may_write_may_ask(lab: Lab, role: str) -> None:
    """GitHub: maintain counts as write in the permission API (A1)."""
    lab.state.roles["bob"] = role
    assert lab.ask("<retrospective> lora rank", author="bob").outputs["outcome"] == "proposed"


@pytest.mark.parametrize(
    "text",
    [
        "what about a <retrospective>?",
        "> <retrospective> all",
        "`<retrospective> all`",
        "```\n<retrospective> all\n```",
        "",
    ],
)
def test_a_text_that_only_speaks_of_it_costs_no_request(lab: Lab, text: str) -> None:
    ran = lab.ask(text)
    assert ran.outputs["outcome"] == "ignored"
    assert lab.github.exchanges == []


def test_a_comment_of_a_bot_costs_no_request(lab: Lab) -> None:
    """GitHub: events of other tokens than the workflow's do start runs, so that the bot must know bots (A6)."""
    ran = lab.ask("<retrospective> all", author="dependabot[bot]")
    assert ran.outputs["outcome"] == "ignored"
    assert lab.github.exchanges == []


def test_an_unclear_request_is_answered_with_a_numbered_list_and_the_answer_chooses(lab: Lab) -> None:
    ran = lab.ask("<retrospective>")
    (reply,) = lab.replies(1)
    assert ran.outputs["outcome"] == "ambiguous"
    assert "1. **4-bit weights on Llama-3 8B** (2025-03-03) `training_reports/2025-03-03-4bit.md`" in reply
    assert "2. **LoRA rank sweep on Llama-3 8B** (2025-03-01) `training_reports/2025-03-01-lora-rank.md`" in reply
    assert "Answer with their numbers, as in `<retrospective> 1 3`, or `<retrospective> all` for all of them." in reply
    assert lab.pulls() == []
    ran = lab.ask("<retrospective> 2", issue=1)
    assert ran.outputs["outcome"] == "proposed"
    assert lab.skill in lab.github.git.files(lab.pulls()[0].head)
    assert lab.evidence(2) == ("training_reports/2025-03-01-lora-rank.md",)


def test_all_answers_the_list(lab: Lab) -> None:
    lab.ask("<retrospective>")
    lab.ask("<retrospective> all", issue=1)
    assert len(lab.evidence(2)) == 2


def test_a_number_that_the_list_lacks_is_told(lab: Lab) -> None:
    lab.ask("<retrospective>")
    ran = lab.ask("<retrospective> 7", issue=1)
    assert ran.outputs["outcome"] == "failed"
    assert "there is no number 7: the list has 2" in lab.replies(1)[-1]


def test_a_list_that_somebody_else_wrote_counts_for_nothing(lab: Lab) -> None:
    """GitHub: a hidden marker is trusted in the bot's own comments only (B35)."""
    lab.ask("<retrospective>")
    forged = lab.replies(1)[0].replace("2025-03-03-4bit.md", "2025-03-01-lora-rank.md")
    lab.state.comment(1, forged, "mallory")
    lab.state.comment(1, forged, "other[bot]")
    lab.ask("<retrospective> 1", issue=1)
    assert lab.evidence(2) == ("training_reports/2025-03-03-4bit.md",)


def test_the_last_list_of_a_long_thread_is_found(lab: Lab) -> None:
    """GitHub: a thread comes in pages of at most 100 comments, the oldest first (A16)."""
    issue = lab.state.open_issue("What did we learn?").number
    for number in range(230):
        lab.state.comment(issue, f"comment {number}", "bob")
    lab.ask("<retrospective>", issue=issue)
    lab.ask("<retrospective> 2", issue=issue)
    assert lab.evidence(2) == ("training_reports/2025-03-01-lora-rank.md",)


def test_when_nothing_fits_the_reply_says_so_with_what_there_is(lab: Lab) -> None:
    ran = lab.ask("<retrospective> tokenizer vocabulary pruning")
    (reply,) = lab.replies(1)
    assert ran.code == 0
    assert ran.outputs["outcome"] == "nothing-fits"
    assert reply.startswith("No retrospective: ")
    assert "`training_reports/2025-03-03-4bit.md`" in reply


def test_evidence_whose_plan_was_merged_leads_to_nothing_more(lab: Lab) -> None:
    lab.ask("<retrospective> lora rank")
    lab.merge(2)
    ran = lab.ask("<retrospective> lora rank", issue=1)
    assert ran.outputs["outcome"] == "nothing-new"
    assert lab.replies(1)[-1].startswith("Nothing to propose: what this evidence teaches stands in the repository already")


def test_help_lists_what_can_be_asked(lab: Lab) -> None:
    lab.ask("<retrospective> help")
    assert "| `<retrospective> drop 2` |" in lab.replies(1)[0]


def test_the_phrase_is_configurable_and_the_alias_stays(lab: Lab) -> None:
    lab.inputs["trigger"] = "@lab-bot"
    assert lab.ask("<retrospective> lora rank").outputs["outcome"] == "ignored"
    assert lab.ask("@lab-bot lora rank").outputs["outcome"] == "proposed"
    assert lab.ask("/retrospective lora rank").outputs["outcome"] == "up-to-date"
    assert "`@lab-bot drop 2`" in lab.body(lab.pulls()[0].number)


def test_from_comment_to_pull_request_takes_at_most_twelve_requests(lab: Lab) -> None:
    """GitHub: 1,000 requests an hour for a repository, 80 content writes a minute (A10)."""
    lab.ask("<retrospective>")
    first = len(lab.github.exchanges)
    lab.ask("<retrospective> all", issue=1)
    assert len(lab.github.exchanges) - first <= 12


def test_words_of_the_comment_are_data_wherever_they_end_up(lab: Lab) -> None:
    """GitHub: mentions, comments and closing keywords are active in what the bot posts (B26, B33, B34)."""
    lab.ask("<retrospective> @everyone fixes #1 <!-- retro-bot {} --> ![x](https://evil.example/x.png) $(touch x)")
    (reply,) = lab.replies(1)
    visible = reply.rpartition("<!-- retro-bot ")[0]
    assert "@everyone" not in visible.replace("`@everyone`", "")
    assert "![" not in visible
    assert "<!--" not in visible
