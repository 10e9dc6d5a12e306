"""GitHub: reports that come to the default branch, whichever way, and runs by hand."""

from __future__ import annotations

import subprocess

import pytest

from tests.github.lab import GUIDE, LOG, PREFIX, QUANT, Lab, derived_dispatch, derived_push

NEW = "training_reports/2025-03-08-dropout.md"
DROPOUT = """# LoRA dropout on Llama-3 8B

- Date: 2025-03-08
- Status: done

We compared dropout of 0.0 and 0.1 in the adapters.

## Results

| Dropout | Eval loss | Time (min) |
|---|---|---|
| 0.0 | 1.31 | 52 |
| 0.1 | 1.27 | 53 |

## What failed

- Dropout 0.5 did not converge because the adapters lost too much signal.

## Conclusion

Use dropout 0.1: eval loss falls from 1.31 to 1.27 at the same time per run.
"""
RANK_REPORT = "training_reports/2025-03-01-lora-rank.md"
QUANT_REPORT = "training_reports/2025-03-03-4bit.md"
EMPTY = "# To do\n\nTODO\n"


def test_a_push_of_a_report_leads_to_a_pull_request_about_it_alone(lab: Lab) -> None:
    ran = lab.push({NEW: DROPOUT})
    (pull,) = lab.pulls()
    assert ran.outputs["outcome"] == "proposed"
    assert lab.evidence(1) == (NEW,)
    assert "*Made because alice pushed reports to `main` (" in lab.body(pull.number)
    assert pull.reviewers == ["alice"]
    assert ran.summary.startswith("Proposed in [#1]")


@pytest.mark.parametrize("strategy", ["merge", "squash", "rebase"])
def test_the_way_of_merging_makes_no_difference(lab: Lab, strategy: str) -> None:
    """GitHub: two commits are compared, so that the merge strategy is irrelevant (A14)."""
    git = lab.github.git
    before = str(git.resolve("main"))
    git.git("branch", "feature", "main")
    git.commit_file("feature", NEW, EMPTY, "start")
    git.commit_file("feature", NEW, DROPOUT, "report")
    after = git.merge("main", "feature", strategy)
    lab.run("push", derived_push(lab, before, after))
    assert lab.evidence(1) == (NEW,)


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# Lab\n\nMore words.\n"},
        {NEW: EMPTY},
        {"src/train.py": "print(1)\n"},
        {"references/troubleshooting.md": GUIDE + "| x | y | z |\n"},
    ],
    ids=["no report", "a skeleton", "code", "the guide"],
)
def test_a_push_with_nothing_to_propose_costs_at_most_four_requests_and_says_why(lab: Lab, files: dict[str, str]) -> None:
    ran = lab.push(files)
    assert ran.code == 0
    assert ran.outputs["outcome"] in ("nothing-fits", "nothing-new")
    assert len(lab.github.exchanges) <= 4
    assert lab.pulls() == []
    assert ran.summary


def test_the_merge_of_the_bots_own_pull_request_leads_to_nothing(lab: Lab) -> None:
    """GitHub: a merge by a person is an event like any other, also of what the bot wrote (A6)."""
    lab.push({NEW: DROPOUT})
    before = str(lab.github.git.resolve("main"))
    after = lab.github.merge(1)
    count = len(lab.github.exchanges)
    assert "references/experiment-log.md" in lab.github.git.git("diff", "--name-only", before, after).splitlines()
    ran = lab.run("push", derived_push(lab, before, after))
    assert ran.outputs["outcome"] == "nothing-fits"
    assert len(lab.github.exchanges) == count


def test_a_report_that_was_only_renamed_is_no_news(lab: Lab) -> None:
    """GitHub: a rename comes as R100 (A15)."""
    before = str(lab.github.git.resolve("main"))
    lab.github.git.commit_file("main", "training_reports/2025-03-03-4bit.md", None, "move")
    lab.github.git.commit_file("main", "training_reports/2025-03-03-weights.md", QUANT, "move")
    ran = lab.run("push", derived_push(lab, before, str(lab.github.git.resolve("main"))))
    assert ran.outputs["outcome"] == "nothing-fits"


def test_names_with_quotes_tabs_and_other_scripts_are_found(lab: Lab) -> None:
    """GitHub: git quotes such names unless it is asked for zero-terminated ones (A15)."""
    path = 'training_reports/2025-03-08 "дропаут"\t实验.md'
    lab.push({path: DROPOUT})
    assert lab.evidence(1) == (path,)


def test_a_shallow_checkout_fetches_the_one_commit_that_it_lacks(lab: Lab) -> None:
    """GitHub: actions/checkout fetches one commit unless it is told otherwise (A14)."""
    lab.depth = 1
    ran = lab.push({NEW: DROPOUT})
    assert ran.outputs["outcome"] == "proposed"
    assert lab.evidence(1) == (NEW,)


def test_in_a_private_repository_it_fetches_with_the_token(lab: Lab) -> None:
    lab.state.settings.is_private = True
    lab.depth = 1
    lab.push({NEW: DROPOUT})
    assert lab.evidence(1) == (NEW,)


@pytest.mark.parametrize("before", ["0" * 40, "1234567890" * 4], ids=["first push", "force-push, the old commit is gone"])
def test_without_a_commit_before_everything_counts(lab: Lab, before: str) -> None:
    """GitHub: a diff with an absent or a zero commit fails with "bad object" (A14)."""
    ran = lab.run("push", derived_push(lab, before, str(lab.github.git.resolve("main"))))
    assert ran.outputs["outcome"] == "proposed"
    assert lab.evidence(1) == (RANK_REPORT, QUANT_REPORT)


def test_a_force_push_counts_what_differs_from_the_old_head(lab: Lab) -> None:
    git = lab.github.git
    before = git.commit_file("main", "README.md", "# Draft\n", "draft")
    git.git("update-ref", "refs/heads/main", f"{before}~1")
    after = git.commit_file("main", NEW, DROPOUT, "report")
    lab.run("push", derived_push(lab, before, after))
    assert lab.evidence(1) == (NEW,)


def test_a_log_entry_that_a_person_added_counts(lab: Lab) -> None:
    entry = "## 2025-03-08 – Warm-up\n\nType: Observation\n\nGeneral description: warm-up of 100 steps.\n\n"
    entry += "- Loss spiked to 9.1 without warm-up because the first steps were too large; 100 steps fixed it.\n\n"
    ran = lab.push({"references/experiment-log.md": LOG.replace("<!-- New", entry + "<!-- New")})
    assert ran.outputs["outcome"] in ("proposed", "nothing-new")


def test_pushing_the_same_again_finds_the_same_pull_request(lab: Lab) -> None:
    """GitHub: a run may be repeated for 30 days (A13)."""
    before = str(lab.github.git.resolve("main"))
    lab.push({NEW: DROPOUT})
    ran = lab.run("push", derived_push(lab, before, str(lab.github.git.resolve("main"))))
    assert ran.outputs["outcome"] == "up-to-date"
    assert len(lab.pulls()) == 1


def test_pushes_elsewhere_cost_no_request(lab: Lab) -> None:
    payload = derived_push(lab, "1" * 40, "2" * 40) | {"ref": "refs/heads/feature"}
    assert lab.run("push", payload).outputs["outcome"] == "ignored"
    assert lab.run("push", derived_push(lab, "1" * 40, "0" * 40) | {"deleted": True}).outputs["outcome"] == "ignored"
    assert lab.github.exchanges == []


def test_a_bot_that_pushed_is_not_asked_for_a_review(lab: Lab) -> None:
    before = str(lab.github.git.resolve("main"))
    after = lab.github.git.commit_file("main", NEW, DROPOUT, "report")
    lab.run("push", derived_push(lab, before, after, "sync[bot]"))
    assert lab.pulls()[0].reviewers == []


def test_the_token_is_on_no_command_line_and_in_no_file_of_the_checkout(lab: Lab) -> None:
    """GitHub: credentials do not persist (B27)."""
    lab.depth = 1
    lab.push({NEW: DROPOUT})
    found = subprocess.run(["grep", "-r", lab.github.token, str(lab.folder / "1" / "lab")], capture_output=True)
    assert found.returncode == 1


def test_a_run_by_hand_takes_words(lab: Lab) -> None:
    ran = lab.run("workflow_dispatch", derived_dispatch(lab, "lora rank"))
    assert ran.outputs["outcome"] == "proposed"
    assert ran.outputs["branch"] == f"{PREFIX}lora-rank"
    assert "*Asked for by alice by hand.*" in lab.body(1)


def test_an_unclear_run_by_hand_lists_the_candidates_in_the_summary(lab: Lab) -> None:
    ran = lab.run("workflow_dispatch", derived_dispatch(lab, ""))
    assert ran.code == 0
    assert ran.outputs["outcome"] == "ambiguous"
    assert "1. **4-bit weights on Llama-3 8B** (2025-03-03)" in ran.summary
    assert lab.github.exchanges == []


def test_numbers_by_hand_choose_from_that_list(lab: Lab) -> None:
    ran = lab.run("workflow_dispatch", derived_dispatch(lab, "2"))
    assert ran.outputs["outcome"] == "proposed"
    assert lab.skill_on(lab.pulls()[0].head)
    assert "2025-03-01-lora-rank.md" in lab.body(1)
    assert "2025-03-03-4bit.md" not in lab.body(1)
