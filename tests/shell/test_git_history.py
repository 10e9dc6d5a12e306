"""What changed since a revision, asked of real git."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import UserError
from bot.model.changes import Changes
from bot.model.repository import Layout
from bot.shell.git_history import changes_since
from tests.shell.git_repository import GitRepository

LOG = "references/experiment-log.md"
LAYOUT = Layout(
    ".codex/skills", ".codex/skills/registry.json", "reports", LOG, "references/troubleshooting.md", "templates"
)
REPORT = "# LoRA rank 16\n\n" + "".join(f"- step {step}: loss {step / 7:.4f}\n" for step in range(40))


def lines(*numbers: int) -> str:
    return "".join(f"line {number}\n" for number in numbers)


def test_added_and_changed_reports_count_and_other_files_do_not(repository: GitRepository) -> None:
    repository.write("reports/old.md", "loss 1\n")
    repository.write("reports/kept.md", "loss 2\n")
    repository.write("reports/gone.md", "loss 3\n")
    base = repository.commit()
    repository.write("reports/old.md", "loss 0.9\n")
    repository.write("reports/2025/new.md", "loss 4\n")
    repository.write("reports/plot.png", "x")
    repository.write("src/new.md", "x")
    (repository.root / "reports/gone.md").unlink()
    repository.commit()

    assert changes_since(repository.root, base, LAYOUT) == Changes(("reports/2025/new.md", "reports/old.md"))


def test_names_with_spaces_quotes_and_other_scripts_come_through(repository: GitRepository) -> None:
    base = repository.commit()
    names = ("reports/lora rank.md", 'reports/say "ok".md', "reports/实验.md")
    for name in names:
        repository.write(name, name)
    repository.commit()

    assert set(changes_since(repository.root, base, LAYOUT).reports) == set(names)


def test_a_report_that_only_moved_is_no_new_evidence(repository: GitRepository) -> None:
    repository.write("reports/lora.md", REPORT)
    base = repository.commit()
    repository.git("mv", "reports/lora.md", "reports/lora-rank.md")
    repository.commit()

    assert changes_since(repository.root, base, LAYOUT) == Changes()


def test_a_report_that_moved_and_changed_counts_under_its_new_name(repository: GitRepository) -> None:
    repository.write("reports/lora.md", REPORT)
    base = repository.commit()
    repository.git("mv", "reports/lora.md", "reports/lora-rank.md")
    repository.write("reports/lora-rank.md", REPORT + "- final loss 0.31\n")
    repository.commit()

    assert changes_since(repository.root, base, LAYOUT).reports == ("reports/lora-rank.md",)


def test_ranges_of_added_and_changed_log_lines_are_found(repository: GitRepository) -> None:
    repository.write(LOG, lines(1, 2, 3, 4, 5))
    base = repository.commit()
    repository.write(LOG, "new\nnew\n" + lines(1, 2) + "changed\n" + lines(4, 5) + "end\n")
    repository.commit()

    assert changes_since(repository.root, base, LAYOUT).log_lines == ((1, 2), (5, 5), (8, 8))


def test_a_new_log_is_new_from_first_to_last_line(repository: GitRepository) -> None:
    base = repository.commit()
    repository.write(LOG, lines(1, 2, 3))
    repository.commit()

    assert changes_since(repository.root, base, LAYOUT).log_lines == ((1, 3),)


def test_deleted_log_lines_are_no_evidence(repository: GitRepository) -> None:
    repository.write(LOG, lines(1, 2, 3))
    base = repository.commit()
    repository.write(LOG, lines(1, 3))
    repository.commit()

    assert changes_since(repository.root, base, LAYOUT).log_lines == ()


def test_a_log_that_moved_is_compared_with_what_it_was(repository: GitRepository) -> None:
    repository.write("docs/log.md", REPORT)
    base = repository.commit()
    (repository.root / "references").mkdir()
    repository.git("mv", "docs/log.md", LOG)
    repository.write(LOG, REPORT + "- final loss 0.31\n")
    repository.commit()

    assert changes_since(repository.root, base, LAYOUT).log_lines == ((43, 43),)


def test_lines_are_those_of_the_working_tree_and_uncommitted_lines_do_not_count(repository: GitRepository) -> None:
    repository.write(LOG, lines(1, 2))
    base = repository.commit()
    repository.write(LOG, lines(1, 2, 3, 4))
    repository.commit()
    repository.write(LOG, "draft\ndraft\n" + lines(1, 2, 3) + "draft\n" + lines(4))

    assert changes_since(repository.root, base, LAYOUT).log_lines == ((5, 7),)


def test_the_root_may_be_a_folder_of_the_work_tree(repository: GitRepository) -> None:
    base = repository.commit()
    repository.write("kernels/reports/a.md", "x")
    repository.write(f"kernels/{LOG}", lines(1))
    repository.commit()

    assert changes_since(repository.root / "kernels", base, LAYOUT) == Changes(("reports/a.md",), ((1, 1),))


def test_what_git_takes_for_a_commit_is_taken(repository: GitRepository) -> None:
    repository.commit()
    repository.git("tag", "-a", "v1", "-m", "annotated")
    repository.write("reports/a.md", "x")
    repository.commit()

    for revision in ("v1", "HEAD~1", "main~1", "@^", "HEAD@{1}"):
        assert changes_since(repository.root, revision, LAYOUT).reports == ("reports/a.md",)


@pytest.mark.parametrize("revision", ["--output=stolen", "-p", "", " "])
def test_what_looks_like_an_option_is_refused(repository: GitRepository, revision: str) -> None:
    repository.commit()

    with pytest.raises(UserError, match="is no revision"):
        changes_since(repository.root, revision, LAYOUT)
    assert not (repository.root / "stolen").exists()


@pytest.mark.parametrize("revision", ["nowhere", "HEAD..HEAD", "HEAD:reports", "HEAD --output=stolen"])
def test_an_unknown_revision_says_what_to_try(repository: GitRepository, revision: str) -> None:
    repository.write("reports/a.md", "x")
    repository.commit()

    with pytest.raises(UserError, match=r"git knows no commit .* \(git fetch"):
        changes_since(repository.root, revision, LAYOUT)


def test_the_zeros_of_a_first_push_are_explained(repository: GitRepository) -> None:
    repository.commit()

    with pytest.raises(UserError, match="stands for no commit"):
        changes_since(repository.root, "0" * 40, LAYOUT)


def test_a_shallow_clone_says_how_to_deepen_it(repository: GitRepository, tmp_path: Path) -> None:
    old = repository.commit("first")
    repository.commit("second")
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.root}", str(tmp_path / "shallow"))

    with pytest.raises(UserError, match=r"shallow clone \(git fetch --unshallow"):
        changes_since(tmp_path / "shallow", old, LAYOUT)


def test_outside_git_the_option_is_explained(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"--since: .* is not a git repository"):
        changes_since(tmp_path, "HEAD", LAYOUT)


def test_a_repository_without_work_tree_is_refused(repository: GitRepository) -> None:
    repository.commit()

    with pytest.raises(UserError, match="is no git work tree"):
        changes_since(repository.root / ".git", "HEAD", LAYOUT)


def test_a_repository_of_another_user_is_explained(repository: GitRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit()
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    with pytest.raises(UserError, match=r"git does not trust .* \(git config --global --add safe\.directory"):
        changes_since(repository.root, "HEAD", LAYOUT)
