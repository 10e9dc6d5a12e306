"""GitHub: what somebody can do at most who gets a report merged, through the whole of a run."""

from __future__ import annotations

from tests.github.lab import Lab

LINK = "120000"


def test_a_report_that_is_a_link_into_gits_own_folder_is_not_read(lab: Lab) -> None:
    """GitHub: actions/checkout may keep the job's token in .git/config (B27)."""
    path = "training_reports/2025-03-06-stolen.md"
    lab.github.git.commit_file("main", path, "../.git/config", "link", mode=LINK)
    lab.ask(f"<retrospective> {path}")
    lab.ask("<retrospective> tokenizer vocabulary", issue=1)
    assert "[remote" not in "\n".join(lab.replies(1))
    assert "repositoryformatversion" not in "\n".join(lab.replies(1))
