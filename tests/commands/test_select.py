"""`retro-bot select`: what words mean, and how clearly."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.commands.conftest import Run
from tests.shell.git_repository import GitRepository


@pytest.mark.parametrize(
    ("words", "code", "outcome"),
    [
        (("all",), 0, "selected"),
        (("mistral",), 0, "selected"),
        ((), 3, "ambiguous"),
        (("zebrafish",), 4, "none"),
    ],
)
def test_the_exit_code_says_how_clear_the_words_are(
    lab: GitRepository, run: Callable[..., Run], words: tuple[str, ...], code: int, outcome: str
) -> None:
    done = run("select", *words, "--format", "json")

    assert (done.code, json.loads(done.out)["outcome"], done.err) == (code, outcome, "")


def test_the_text_lists_the_reports(lab: GitRepository, run: Callable[..., Run]) -> None:
    assert run("select", "mistral").out == "Reports\n  reports/2025-03-20-mistral-4bit.md  Mistral 7B in 4 bit\n"
