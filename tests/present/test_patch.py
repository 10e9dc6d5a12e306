"""The patch is one that real git applies, to the byte."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.plan import Action, FileChange
from bot.present.patch import file_patch, patch


def created(path: str, content: str) -> FileChange:
    return FileChange(path, Action.CREATE, "", content, (1,))


def updated(path: str, before: str, content: str) -> FileChange:
    return FileChange(path, Action.UPDATE, before, content, (1,))


def apply(root: Path, changes: list[FileChange]) -> None:
    """Let git apply the patch for `changes` in `root`, and compare every file with what it should hold."""
    for change in changes:
        if change.action is not Action.CREATE:
            (root / change.path).parent.mkdir(parents=True, exist_ok=True)
            (root / change.path).write_bytes(change.before.encode())
    command = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(command, cwd=root, input=patch(changes).encode(), check=True, capture_output=True)
    for change in changes:
        assert (root / change.path).read_bytes() == change.content.encode()


def test_new_and_changed_files_with_and_without_last_line_feed(tmp_path: Path) -> None:
    apply(
        tmp_path,
        [
            created(".codex/skills/a/SKILL.md", "---\nname: a\n---\n"),
            created("no-newline.md", "text"),
            created("empty.md", ""),
            updated("log.md", "# Log\n\nold\n", "# Log\n\nnew\n\nold\n"),
            updated("gains.md", "a\nb", "a\nb\n"),
            updated("loses.md", "a\nb\n", "a\nb"),
            updated("windows.md", "a\r\nb\r\n", "a\r\nc\r\n"),
            updated("from-empty.md", "", "first\n"),
        ],
    )


@pytest.mark.parametrize(
    "name", ["with space.md", 'say "hi".md', "tab\there.md", "back\\slash.md", "实验 로그.md", " edge.md"]
)
def test_names_that_need_care(tmp_path: Path, name: str) -> None:
    apply(tmp_path, [created(f"new/{name}", "a\n"), updated(f"old/{name}", "a\n", "b\n")])


def test_an_addition_that_begins_or_ends_like_what_stands_around_it(tmp_path: Path) -> None:
    entry = "## Entry\n\n- Date: today\n- Type: note\n"
    before = "# Log\n\n" + entry + "- one\n" + entry + "- two\n"

    apply(tmp_path, [updated("log.md", before, "# Log\n\n" + entry + "- new\n" + entry + "- one\n" + entry + "- two\n")])
    apply(tmp_path, [updated("log.md", before, before + entry), updated("b.md", "a\n" * 9, "a\n" * 12)])


def test_a_file_that_does_not_change_is_not_in_the_patch() -> None:
    assert file_patch(updated("a.md", "same\n", "same\n")) == ""


def test_no_change_is_an_empty_patch() -> None:
    assert patch([]) == ""


LINES = st.sampled_from(["", "a", "b", "--- a", "+++ b", "@@ -1 +1 @@", "a\r", "\\ x", "\x0c"])
TEXTS = st.lists(LINES, max_size=30).map("\n".join)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and the same text with some lines in the middle replaced."""
    lines = draw(st.lists(LINES, min_size=1, max_size=40))
    first = draw(st.integers(0, len(lines)))
    last = draw(st.integers(first, len(lines)))
    after = [*lines[:first], *draw(st.lists(LINES, max_size=9)), *lines[last:]]
    return "\n".join(lines), "\n".join(after)


@settings(max_examples=100)
@given(texts=st.one_of(st.tuples(TEXTS, TEXTS), edits()))
def test_git_agrees_whatever_the_texts(texts: tuple[str, str]) -> None:
    before, after = texts
    if before != after:
        with TemporaryDirectory() as folder:
            apply(Path(folder), [updated("a.md", before, after)])
