"""GitHub: one pull request for one request, brought up to date and never over what a person wrote."""

from __future__ import annotations

import pytest

from tests.github.lab import PREFIX, RANKS, Lab
from tests.standin.server import Fault

BRANCH = f"{PREFIX}lora-rank"
LOG = "references/experiment-log.md"
REPORT = "training_reports/2025-03-01-lora-rank.md"
MORE = RANKS.replace("| 32 | 1.30 | 39.1 | 97 |", "| 32 | 1.30 | 39.1 | 97 |\n| 64 | 1.29 | 39.9 | 181 |")


@pytest.fixture
def asked(lab: Lab) -> Lab:
    """The lab after the first request: issue 1, pull request 2."""
    lab.ask("<retrospective> lora rank")
    assert lab.skill
    return lab


def head(lab: Lab) -> str:
    return str(lab.github.git.resolve(BRANCH))


def test_a_second_identical_comment_changes_nothing(asked: Lab) -> None:
    """GitHub: runs may be repeated at any time (A13)."""
    commit, body, writes = head(asked), asked.body(2), len(asked.writes())
    ran = asked.ask("<retrospective> lora rank")
    assert ran.outputs["outcome"] == "up-to-date"
    assert (head(asked), asked.body(2)) == (commit, body)
    assert asked.writes()[writes:] == ["reactions/create-for-issue-comment", "issues/create-comment"]
    assert "is up to date: the same plan." in asked.replies(3)[0]


def test_another_day_is_no_reason_for_another_commit(asked: Lab) -> None:
    commit = head(asked)
    asked.today = "2025-03-11"
    assert asked.ask("<retrospective> lora rank").outputs["outcome"] == "up-to-date"
    assert head(asked) == commit


def test_running_a_job_again_edits_its_reply_and_posts_no_second_one(asked: Lab) -> None:
    """GitHub: a re-run has the same event (A13)."""
    asked.attempt = 2
    ran = asked.ask_again(1001)
    (reply,) = asked.replies(1)
    assert ran.outputs["outcome"] == "up-to-date"
    assert "is up to date" in reply


def test_new_evidence_updates_the_same_pull_request(asked: Lab) -> None:
    first = head(asked)
    asked.push({REPORT: MORE}, run=False)
    ran = asked.ask("<retrospective> lora rank")
    git = asked.github.git
    assert ran.outputs["outcome"] == "proposed"
    assert len(asked.pulls()) == 1
    assert "Updated [#2]" in asked.replies(3)[0]
    assert git.is_ancestor(first, head(asked))
    assert git.is_ancestor("main", head(asked))
    assert "64" in str(git.read(head(asked), asked.skill))


def test_what_came_to_main_meanwhile_is_not_undone(asked: Lab) -> None:
    asked.push({REPORT: MORE, "README.md": "# Lab, renamed\n"}, run=False)
    asked.ask("<retrospective> lora rank")
    changed = asked.github.git.git("diff", "--name-only", "main", BRANCH).splitlines()
    assert "README.md" not in changed
    assert asked.github.git.read(BRANCH, REPORT) == MORE


def test_references_are_only_moved_forward(asked: Lab) -> None:
    """GitHub: a forced update would lose commits (A17)."""
    asked.push({REPORT: MORE}, run=False)
    asked.ask("<retrospective> lora rank")
    assert [each.body["force"] for each in asked.github.requests("git/update-ref")] == [False]


def test_a_file_that_a_person_edited_stays_as_it_is(asked: Lab) -> None:
    edited = str(asked.github.git.read(BRANCH, asked.skill)).replace("Use rank 16", "Use rank 16 or 24")
    asked.edit(BRANCH, asked.skill, edited)
    asked.push({REPORT: MORE}, run=False)
    asked.ask("<retrospective> lora rank")
    assert asked.github.git.read(BRANCH, asked.skill) == edited
    assert f"- `{asked.skill}` stays as it was edited on the branch; I did not touch it." in asked.replies(3)[0]


def test_a_dropped_file_that_a_person_edited_is_left_to_them(asked: Lab) -> None:
    asked.edit(BRANCH, asked.skill, "mine\n")
    asked.ask("<retrospective> drop 1", issue=2)
    assert asked.github.git.read(BRANCH, asked.skill) == "mine\n"
    assert f"- `{asked.skill}` was edited on the branch, so that I did not take it out." in asked.replies(2)[0]


def test_where_the_edits_cannot_be_listed_the_branch_is_left_alone(asked: Lab) -> None:
    """GitHub: a recursive tree is cut at 100,000 entries, and says so (A11)."""
    commit = asked.edit(BRANCH, asked.skill, "mine\n")
    asked.state.settings.truncates_trees = True
    asked.push({REPORT: MORE}, run=False)
    ran = asked.ask("<retrospective> lora rank")
    assert ran.code == 1
    assert head(asked) == commit
    assert "too many files for GitHub to list" in asked.replies(3)[0]


def test_an_edit_stays_through_any_number_of_updates(asked: Lab) -> None:
    edited = str(asked.github.git.read(BRANCH, asked.skill)).replace("Use rank 16", "Use rank 16 or 24")
    asked.edit(BRANCH, asked.skill, edited)
    asked.edit(BRANCH, "notes.md", "my notes\n")
    for number, time in enumerate((181, 182, 183)):
        asked.push({REPORT: MORE.replace("181", str(time)).replace("1.29", f"1.2{number}")}, run=False)
        asked.ask("<retrospective> lora rank")
    assert asked.github.git.read(BRANCH, asked.skill) == edited
    assert asked.github.git.read(BRANCH, "notes.md") == "my notes\n"


def test_a_description_that_a_person_edited_stays(asked: Lab) -> None:
    issue = asked.state.issues[2]
    issue.title = "What ranks cost"
    issue.body = issue.body.replace("**Learned.**", "**Alice learned.**").replace("\n", "\r\n")
    asked.push({REPORT: MORE}, run=False)
    asked.ask("<retrospective> lora rank")
    assert issue.title == "What ranks cost"
    assert "**Alice learned.**" in issue.body
    assert "The description is as you edited it. The proposals are now: 1. skill" in asked.replies(3)[0]
    assert asked.ask("<retrospective> lora rank").outputs["outcome"] == "up-to-date"


def test_a_description_that_the_site_stored_with_other_line_ends_is_no_edit(asked: Lab) -> None:
    asked.state.issues[2].body = asked.body(2).replace("\n", "\r\n")
    asked.push({REPORT: MORE}, run=False)
    asked.ask("<retrospective> lora rank")
    assert "as you edited it" not in asked.replies(3)[0]


def test_a_file_that_a_person_removed_from_the_branch_does_not_come_back(asked: Lab) -> None:
    asked.edit(BRANCH, asked.skill, None)
    asked.push({REPORT: MORE}, run=False)
    asked.ask("<retrospective> lora rank")
    assert asked.skill not in asked.github.git.files(BRANCH)


def test_a_branch_that_was_brought_up_to_date_with_main_by_hand_is_no_edit(asked: Lab) -> None:
    asked.push({"README.md": "# Lab, renamed\n"}, run=False)
    asked.github.git.merge(BRANCH, "main", "merge")
    asked.push({REPORT: MORE}, run=False)
    asked.ask("<retrospective> lora rank")
    assert "stays as it was edited" not in asked.replies(3)[0]
    assert "64" in str(asked.github.git.read(BRANCH, asked.skill))


def test_what_a_person_and_main_both_changed_is_left_to_people(asked: Lab) -> None:
    asked.edit(BRANCH, "README.md", "# Lab of Alice\n")
    asked.push({REPORT: MORE, "README.md": "# Lab of Bob\n"}, run=False)
    commit = head(asked)
    ran = asked.ask("<retrospective> lora rank")
    assert ran.outputs["outcome"] == "left-alone"
    assert head(asked) == commit
    assert "`README.md` was edited there and on `main` as well. Merge `main` into the branch" in asked.replies(3)[0]


def test_a_commit_that_a_person_amended_counts_as_theirs(asked: Lab) -> None:
    git = asked.github.git
    message = git.git("show", "-s", "--format=%B", BRANCH)
    tree = git.write_tree(f"{BRANCH}^{{tree}}", [{"path": asked.skill, "mode": "100644", "sha": git.write_blob("mine\n")}])
    git.git("update-ref", f"refs/heads/{BRANCH}", git.write_commit(tree, [str(git.resolve("main"))], message, "Alice"))
    asked.push({REPORT: MORE}, run=False)
    asked.ask("<retrospective> lora rank")
    assert git.read(BRANCH, asked.skill) == "mine\n"


def test_a_branch_of_that_name_that_somebody_else_made_is_left_alone(lab: Lab) -> None:
    lab.github.git.git("update-ref", f"refs/heads/{BRANCH}", "main")
    commit = lab.edit(BRANCH, "README.md", "# Mine\n")
    ran = lab.ask("<retrospective> lora rank")
    assert ran.outputs["outcome"] == "left-alone"
    assert lab.github.git.resolve(BRANCH) == commit
    assert f"The branch `{BRANCH}` exists and its last commit is not mine" in lab.replies(1)[0]


def test_a_run_that_broke_between_branch_and_pull_request_is_finished_by_the_next(lab: Lab) -> None:
    lab.github.faults += [Fault("pulls/create", 502)] * 4
    assert lab.ask("<retrospective> lora rank").outputs["outcome"] == "failed"
    commit = lab.github.git.resolve(BRANCH)
    assert lab.ask("<retrospective> lora rank").outputs["outcome"] == "proposed"
    assert lab.github.git.resolve(BRANCH) == commit
    assert len(lab.pulls()) == 1


def test_a_run_that_broke_between_commit_and_description_takes_its_own_commit_for_its_own(asked: Lab) -> None:
    asked.push({REPORT: MORE}, run=False)
    asked.github.faults += [Fault("pulls/update", 422, "Server Error")]
    assert asked.ask("<retrospective> lora rank").outputs["outcome"] == "failed"
    ran = asked.ask("<retrospective> lora rank")
    assert ran.outputs["outcome"] == "proposed"
    assert "stays as it was edited" not in asked.replies(4)[0]


def test_a_branch_that_moved_while_it_was_written_is_written_anew(asked: Lab) -> None:
    """GitHub: 422 "Update is not a fast forward" means that somebody pushed meanwhile (A17)."""
    asked.push({REPORT: MORE}, run=False)
    asked.github.faults.append(Fault("git/update-ref", 422, "Update is not a fast forward"))
    assert asked.ask("<retrospective> lora rank").outputs["outcome"] == "proposed"
    assert "64" in str(asked.github.git.read(BRANCH, asked.skill))


def test_a_merged_pull_request_whose_branch_stayed_is_followed_by_a_new_one(asked: Lab) -> None:
    asked.merge(2)
    asked.push({REPORT: MORE}, run=False)
    ran = asked.ask("<retrospective> lora rank")
    assert ran.outputs["outcome"] == "proposed"
    assert ran.outputs["pull-request-number"] == "4"
    assert REPORT not in asked.github.git.git("diff", "--name-only", "main", BRANCH).splitlines()


def test_the_pull_request_of_a_fork_with_the_same_branch_is_not_taken_for_ours(asked: Lab) -> None:
    asked.state.pulls[2].fork = "mallory/lab"
    ran = asked.ask("<retrospective> drop 1", issue=2)
    assert ran.outputs["outcome"] == "helped"


def test_file_modes_stay(lab: Lab) -> None:
    lab.github.git.git("update-ref", "refs/heads/main", lab.github.git.chmod("main", LOG, "100755"))
    lab.ask("<retrospective> lora rank")
    assert lab.github.git.git("ls-tree", BRANCH, LOG).startswith("100755 ")


def test_the_prefix_of_branches_is_configurable(lab: Lab) -> None:
    """GitHub: rulesets may restrict the names of new branches (A19)."""
    lab.inputs["branch_prefix"] = "bots/retro/"
    lab.ask("<retrospective> lora rank")
    assert lab.pulls()[0].head == "bots/retro/lora-rank"


def test_secrets_of_a_report_come_into_no_file_and_no_text(lab: Lab) -> None:
    """GitHub: push protection refuses secrets, and whoever reads the pull request must not see them (B36)."""
    key, token = "hf_" + "kQxWvBnMzLpRtYsDfGhJcXaEuIoNbVqTwZ", "0f1e2d3c4b5a69788796"
    report = RANKS.replace("| learning_rate | 2e-4 |", f"| learning_rate | 2e-4 |\n| WANDB_API_KEY | {token} |")
    report = report.replace("Use rank 16: it", f"With {key} in the environment use rank 16: it")
    lab.push({REPORT: report + f"\n```bash\nexport HF_TOKEN={key}\npython train.py --rank 16\n```\n"}, run=False)
    lab.ask("<retrospective> lora rank")
    branch = lab.pulls()[0].head
    added = lab.github.git.git("diff", "main", branch)
    written = "\n".join([added, lab.body(2), lab.state.issues[2].title, *lab.replies(1), lab.github.git.git("log", branch)])
    assert key not in written
    assert token not in written


def test_a_draft_is_opened_where_the_team_wants_one(lab: Lab) -> None:
    lab.inputs["draft"] = "true"
    lab.ask("<retrospective> lora rank")
    assert lab.pulls()[0].draft is True


def test_without_labels_and_review_nothing_is_asked_for(lab: Lab) -> None:
    lab.inputs |= {"labels": "", "request_review": "false"}
    lab.ask("<retrospective> lora rank")
    assert {"issues/add-labels", "pulls/request-reviewers"} & set(lab.writes()) == set()


def test_nothing_is_written_through_a_link(lab: Lab) -> None:
    """GitHub: a link in a tree is a file with another path in it, of mode 120000 (A15)."""
    git = lab.github.git
    link: list[dict[str, str | None]] = [
        {"path": LOG, "mode": "120000", "sha": git.write_blob("../README.md")},
    ]
    tree = git.write_tree("main^{tree}", link)
    git.git("update-ref", "refs/heads/main", git.write_commit(tree, [str(git.resolve("main"))], "link", "Alice"))
    lab.ask("<retrospective> lora rank")
    assert git.git("ls-tree", BRANCH, LOG).startswith("120000 ")
    assert "README.md" not in git.git("diff", "--name-only", "main", BRANCH).splitlines()


def test_a_very_long_description_fits_with_its_marker(lab: Lab) -> None:
    """GitHub: a body ends at 65,536 characters (A11)."""
    row = "| {0} | 1.{0} | 2{0}.1 | 4{0} |"
    rows = "\n".join(row.format(rank) for rank in range(10, 99))
    for number in range(30):
        text = RANKS.replace("| 16 | 1.31 | 24.8 | 52 |", rows).replace("step 3", f"step {number + 4}")
        lab.push({f"training_reports/2025-02-{number % 28 + 1:02d}-lora-rank-{number}.md": text}, run=False)
    ran = lab.ask("<retrospective> all")
    assert ran.outputs["outcome"] == "proposed"
    assert len(lab.body(2)) <= 65_536
    assert lab.ask("<retrospective> all").outputs["outcome"] == "up-to-date"
