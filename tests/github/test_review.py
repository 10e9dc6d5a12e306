"""GitHub: the review is the decision: drop, rename, refresh, merge and close."""

from __future__ import annotations

import pytest

from tests.github.lab import PREFIX, RANKS, Lab, derived_comment

BRANCH = f"{PREFIX}lora-rank"
GUIDE = "references/troubleshooting.md"
REPORT = "training_reports/2025-03-01-lora-rank.md"
MORE = RANKS.replace("| 32 | 1.30 | 39.1 | 97 |", "| 32 | 1.30 | 39.1 | 97 |\n| 64 | 1.29 | 39.9 | 181 |")


@pytest.fixture
def asked(lab: Lab) -> Lab:
    """The lab after the first request: issue 1, pull request 2 with skill, guide, registry and log."""
    lab.ask("<retrospective> lora rank")
    assert lab.skill
    return lab


def rows(lab: Lab, number: int = 2) -> list[str]:
    return [line for line in lab.body(number).split("\n") if line.startswith("| ") and line[2:3].isdigit()]


def test_drop_takes_a_proposal_out_of_branch_and_description(asked: Lab) -> None:
    before = asked.github.git.read("main", GUIDE)
    ran = asked.ask("<retrospective> drop 2", issue=2)
    assert ran.outputs["outcome"] == "proposed"
    assert asked.github.git.read(BRANCH, GUIDE) == before
    assert asked.skill in asked.github.git.files(BRANCH)
    assert not any("troubleshooting" in row for row in rows(asked))
    assert "*Left out on request: troubleshooting `CUDA out of memory" in asked.body(2)
    assert "Updated [#2]" in asked.replies(2)[0]


def test_dropping_a_skill_takes_its_place_in_the_registry_along(asked: Lab) -> None:
    asked.ask("<retrospective> drop 1", issue=2)
    assert asked.skill not in asked.github.git.files(BRANCH)
    assert asked.github.git.read(BRANCH, ".codex/skills/registry.json") == asked.github.git.read(
        "main", ".codex/skills/registry.json"
    )


def test_a_proposal_keeps_its_number_whatever_is_dropped(asked: Lab) -> None:
    """Two reviewers read the same table; whoever comes second means the numbers that stood there."""
    before = {row.split(" | ")[0]: row.split(" | ")[1] for row in rows(asked)}
    asked.ask("<retrospective> drop 2", issue=2)
    assert {row.split(" | ")[0]: row.split(" | ")[1] for row in rows(asked)} == {
        number: what for number, what in before.items() if number != "| 2"
    }
    asked.ask("<retrospective> refresh", issue=2)
    assert {row.split(" | ")[0]: row.split(" | ")[1] for row in rows(asked)} == before


def test_running_the_job_of_a_drop_again_drops_nothing_more(asked: Lab) -> None:
    """GitHub: a re-run has the same event (A13)."""
    asked.ask("<retrospective> drop 2", issue=2)
    commit, body, asked.attempt = asked.github.git.resolve(BRANCH), asked.body(2), 2
    ran = asked.ask_again(1003)
    assert ran.outputs["outcome"] == "up-to-date"
    assert (asked.github.git.resolve(BRANCH), asked.body(2)) == (commit, body)


def test_the_registry_alone_can_be_dropped(asked: Lab) -> None:
    asked.ask("<retrospective> drop 3", issue=2)
    assert not any("registry" in row for row in rows(asked))
    assert asked.skill in asked.github.git.files(BRANCH)


def test_what_was_dropped_stays_out_when_the_request_is_made_again(asked: Lab) -> None:
    asked.ask("<retrospective> drop 2", issue=2)
    ran = asked.ask("<retrospective> lora rank")
    assert ran.outputs["outcome"] == "up-to-date"


def test_drop_by_a_stranger_does_nothing(asked: Lab) -> None:
    ran = asked.ask("<retrospective> drop 2", author="mallory", issue=2)
    assert ran.outputs["outcome"] == "not-allowed"
    assert asked.replies(2) == []


def test_a_number_that_is_not_there_is_answered_with_those_that_are(asked: Lab) -> None:
    ran = asked.ask("<retrospective> drop 9", issue=2)
    assert ran.outputs["outcome"] == "helped"
    assert "There is no proposal 9. This pull request holds:" in asked.replies(2)[0]
    assert f"1. skill `{asked.skill_name}`" in asked.replies(2)[0]


def test_dropping_everything_leaves_the_pull_request_to_be_closed(asked: Lab) -> None:
    ran = asked.ask("<retrospective> drop 1 2 3 4", issue=2)
    assert ran.outputs["outcome"] == "left-alone"
    assert "Close it to decline all of it." in asked.replies(2)[0]


def test_rename_gives_a_new_skill_another_name_everywhere(asked: Lab) -> None:
    ran = asked.ask("<retrospective> rename 1 llama3-lora-optimal", issue=2)
    files = asked.github.git.files(BRANCH)
    assert ran.outputs["outcome"] == "proposed"
    assert ".codex/skills/llama3-lora-optimal/SKILL.md" in files
    assert asked.skill not in files
    assert "name: llama3-lora-optimal" in str(asked.github.git.read(BRANCH, ".codex/skills/llama3-lora-optimal/SKILL.md"))
    assert '"llama3-lora-optimal"' in str(asked.github.git.read(BRANCH, ".codex/skills/registry.json"))
    assert "`llama3-lora-optimal`" in rows(asked)[0]


def test_a_name_stays_through_new_requests(asked: Lab) -> None:
    asked.ask("<retrospective> rename 1 llama3-lora-optimal", issue=2)
    assert asked.ask("<retrospective> lora rank").outputs["outcome"] == "up-to-date"
    asked.ask("<retrospective> drop 2", issue=2)
    assert ".codex/skills/llama3-lora-optimal/SKILL.md" in asked.github.git.files(BRANCH)


@pytest.mark.parametrize("name", ["Llama3", "a--b", "../../etc", "x" * 65])
def test_a_name_that_cannot_be_is_refused(asked: Lab, name: str) -> None:
    commit = asked.github.git.resolve(BRANCH)
    ran = asked.ask(f"<retrospective> rename 1 {name}", issue=2)
    assert ran.outputs["outcome"] == "failed"
    assert "is no name for a skill" in asked.replies(2)[0]
    assert asked.github.git.resolve(BRANCH) == commit


def test_only_a_new_skill_can_be_renamed(asked: Lab) -> None:
    ran = asked.ask("<retrospective> rename 2 other", issue=2)
    assert ran.outputs["outcome"] == "helped"
    assert "Proposal 2 is no new skill" in asked.replies(2)[0]


def test_refresh_makes_the_plan_anew_from_what_is_there_now(asked: Lab) -> None:
    asked.push({REPORT: MORE}, run=False)
    asked.ask("<retrospective> refresh", issue=2)
    assert "64" in str(asked.github.git.read(BRANCH, asked.skill))


def test_refresh_brings_back_what_was_dropped(asked: Lab) -> None:
    asked.ask("<retrospective> drop 2", issue=2)
    asked.ask("<retrospective> refresh", issue=2)
    assert any("troubleshooting" in row for row in rows(asked))
    assert "Left out on request" not in asked.body(2)


def test_closing_declines_and_says_so(asked: Lab) -> None:
    ran = asked.close(2)
    (said,) = asked.replies(2)
    assert ran.outputs["outcome"] == "declined"
    assert said.startswith(f"Declined, and remembered: `{asked.skill_name}`, `CUDA out of memory")
    assert "Comment `<retrospective> refresh` to take it up again." in said


def test_what_was_declined_is_not_proposed_again(asked: Lab) -> None:
    asked.close(2)
    commit = asked.github.git.resolve(BRANCH)
    ran = asked.ask("<retrospective> lora rank")
    assert ran.outputs["outcome"] == "nothing-new"
    assert "was declined before ([#2]" in asked.replies(3)[0]
    assert "`<retrospective> refresh` takes it up again." in asked.replies(3)[0]
    assert asked.github.git.resolve(BRANCH) == commit


def test_it_is_remembered_by_content_whatever_the_words(asked: Lab) -> None:
    asked.close(2)
    ran = asked.ask("<retrospective> training_reports/2025-03-01-lora-rank.md")
    assert ran.outputs["outcome"] == "nothing-new"


def test_the_rest_of_another_request_is_still_proposed(asked: Lab) -> None:
    asked.close(2)
    asked.ask("<retrospective> all")
    (pull,) = asked.pulls()[1:]
    assert asked.skill not in asked.github.git.files(pull.head)
    assert sum(path.endswith("SKILL.md") for path in asked.github.git.files(pull.head)) == 1
    assert f"- Not proposed again: `{asked.skill_name}`" in asked.replies(3)[0]


def test_refresh_on_the_closed_pull_request_takes_it_up_again(asked: Lab) -> None:
    asked.close(2)
    ran = asked.ask("<retrospective> refresh", issue=2)
    assert ran.outputs["outcome"] == "proposed"
    assert ran.outputs["pull-request-number"] == "3"
    assert "*Taken up again on request.*" in asked.body(2)
    assert asked.ask("<retrospective> lora rank").outputs["outcome"] == "up-to-date"


def test_refresh_in_the_issue_takes_up_its_last_request(asked: Lab) -> None:
    asked.close(2)
    ran = asked.ask("<retrospective> refresh", issue=1)
    assert ran.outputs["outcome"] == "proposed"


def test_new_evidence_reopens_the_matter(asked: Lab) -> None:
    asked.close(2)
    asked.push({REPORT: MORE}, run=False)
    assert asked.ask("<retrospective> lora rank").outputs["outcome"] == "proposed"


def test_what_was_dropped_and_then_merged_is_declined(asked: Lab) -> None:
    asked.ask("<retrospective> drop 2", issue=2)
    asked.merge(2)
    ran = asked.ask("<retrospective> lora rank")
    assert ran.outputs["outcome"] == "nothing-new"


def test_merging_needs_no_word(asked: Lab) -> None:
    asked.merge(2)
    ran = asked.closed_event(2)
    assert ran.outputs["outcome"] == "ignored"
    assert asked.replies(2) == []


def test_the_close_of_another_pull_request_costs_no_request(asked: Lab) -> None:
    asked.state.pulls[2].head = "feature"
    count = len(asked.github.exchanges)
    assert asked.close(2).outputs["outcome"] == "ignored"
    assert len(asked.github.exchanges) == count


def test_commands_on_a_merged_pull_request_say_that_it_is_over(asked: Lab) -> None:
    asked.merge(2)
    asked.ask("<retrospective> drop 1", issue=2)
    assert asked.replies(2)[0].startswith("This pull request was merged.")


def test_the_bots_own_replies_ask_for_nothing_whoever_they_are_posted_as(asked: Lab) -> None:
    """GitHub: with a person's token the bot's comments start runs, in the name of that person (A6)."""
    for text in ("", "nonsense of nothing", "help", "drop 9", "refresh"):
        asked.ask(f"<retrospective> {text}", issue=2)
    count, replies = len(asked.github.exchanges), asked.replies(2)
    assert len(replies) == 5
    for reply in replies:
        assert asked.run("issue_comment", derived_comment(asked, asked.state.comment(2, reply, "alice").id)).code == 0
    assert len(asked.github.exchanges) == count


def test_drop_in_an_issue_is_answered_with_help(asked: Lab) -> None:
    ran = asked.ask("<retrospective> drop 1", issue=1)
    assert ran.outputs["outcome"] == "helped"
