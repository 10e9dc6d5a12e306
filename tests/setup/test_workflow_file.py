"""A workflow as init and doctor read it, and what is not read at all."""

from __future__ import annotations

from bot.setup.workflow_file import read_workflow_file

PATH = ".github/workflows/lab.yml"


def test_aliases_are_not_followed_into_gigabytes() -> None:
    """Nine lines that stand for a thousand million words; GitHub refuses them as well."""
    steps = ["x0: &x0 [a, a, a, a, a, a, a, a, a, a]"]
    steps += [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]" for n in range(1, 9)]
    text = "\n".join([*steps, "jobs: { a: { steps: [{ uses: *x8 }] } }"])
    file = read_workflow_file(PATH, text)

    assert (file.unread, file.problem_line, file.problem, file.bot_job(is_own=False)) == (
        "aliases are not read",
        2,
        "",
        None,
    )


def test_what_is_nested_too_deep_is_not_read() -> None:
    file = read_workflow_file(PATH, f"on: {'[' * 30}{']' * 30}")

    assert (file.unread, dict(file.content)) == ("it is nested too deeply", {})
