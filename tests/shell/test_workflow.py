"""The runner around the action: its environment, files and log."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import UserError
from bot.shell.workflow import mask, read_workflow, untrusted
from tests.github.lab import read_outputs

ENVIRONMENT = {
    "GITHUB_EVENT_NAME": "push",
    "GITHUB_EVENT_PATH": "event.json",
    "GITHUB_REPOSITORY": "acme/lab",
    "GITHUB_WORKSPACE": "lab",
}


def test_a_public_runner_needs_no_addresses() -> None:
    workflow = read_workflow(ENVIRONMENT)
    assert (workflow.api_url, workflow.server_url) == ("https://api.github.com", "https://github.com")
    assert workflow.attempt == 1


def test_an_enterprise_runner_tells_its_own() -> None:
    """GitHub: GHES has its API and its site at addresses of its own (A20)."""
    workflow = read_workflow(
        ENVIRONMENT | {"GITHUB_API_URL": "https://ghe.example/api/v3", "GITHUB_SERVER_URL": "https://ghe.example/"}
    )
    assert (workflow.api_url, workflow.server_url) == ("https://ghe.example/api/v3", "https://ghe.example")


@pytest.mark.parametrize("name", ENVIRONMENT)
def test_without_a_runner_the_missing_variable_is_named(name: str) -> None:
    with pytest.raises(UserError, match=f"{name} is not set"):
        read_workflow(ENVIRONMENT | {name: ""})


@pytest.mark.parametrize("content", [b"", b"[]", b"nonsense", b"\xff", b"[" * 200_000])
def test_an_event_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    event = tmp_path / "event.json"
    event.write_bytes(content)
    with pytest.raises(UserError, match="GITHUB_EVENT_PATH: the event"):
        read_workflow(ENVIRONMENT | {"GITHUB_EVENT_PATH": str(event)}).payload()


def test_no_text_can_add_an_output_of_its_own(tmp_path: Path) -> None:
    """GitHub: outputs end at a delimiter, which must not be known beforehand (B26)."""
    workflow = read_workflow(ENVIRONMENT | {"GITHUB_OUTPUT": str(tmp_path / "output")})
    text = "a\nEOF\nother=1\nghadelimiter_\nother<<EOF\nx\nEOF"
    workflow.write_outputs({"outcome": text})
    workflow.write_outputs({"branch": "b"})
    assert read_outputs((tmp_path / "output").read_text()) == {"outcome": text, "branch": "b"}


def test_a_summary_stays_below_a_mebibyte(tmp_path: Path) -> None:
    """GitHub: a longer summary is dropped (A11)."""
    path = tmp_path / "summary"
    read_workflow(ENVIRONMENT | {"GITHUB_STEP_SUMMARY": str(path)}).write_summary("é" * 1_000_000)
    assert 999_000 < path.stat().st_size < 2**20


def test_commands_in_untrusted_text_are_not_obeyed() -> None:
    """GitHub: a line that starts with `::` is a command, unless commands are stopped (B26)."""
    said: list[str] = []
    untrusted("::add-path::/evil", said.append)
    token = said[0].removeprefix("::stop-commands::")
    assert len(token) == 32
    assert said == [f"::stop-commands::{token}", "::add-path::/evil", f"::{token}::"]


def test_a_secret_of_several_lines_is_masked_as_a_whole_and_is_no_command() -> None:
    """GitHub: what the runner reads as a command ends with its line, and `%25` stands for a percent sign there (B27)."""
    assert mask("a%\n::add-path::/evil") == "::add-mask::a%25%0A::add-path::/evil"
