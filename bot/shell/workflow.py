"""The workflow around a run: its event, where it writes outputs and the summary, and what it shows in its log."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import UserError
from bot.present.annotations import command_data

_LONGEST_SUMMARY = 1_000_000
"""Bytes; GitHub drops a longer one."""


@dataclass(frozen=True, slots=True)
class Workflow:
    """What the runner tells a step in its environment. Addresses have no slash at their end; files may be empty."""

    event: str
    event_path: str
    repository: str
    server_url: str
    api_url: str
    workspace: str
    run_url: str
    attempt: int
    output_path: str
    summary_path: str

    def payload(self) -> Mapping[str, Any]:
        """Return the event's payload. Raises `UserError` where the runner gave none."""
        try:
            content = json.loads(Path(self.event_path).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise UserError(f"GITHUB_EVENT_PATH: the event cannot be read ({error})", fix="run it in a workflow") from error
        if not isinstance(content, dict):
            raise UserError("GITHUB_EVENT_PATH: the event is no JSON object", fix="run it in a workflow")
        return content

    def write_outputs(self, outputs: Mapping[str, str]) -> None:
        """Write outputs, each between delimiters that nobody can guess and that the text is known not to hold."""
        if not self.output_path:
            return
        with Path(self.output_path).open("a", encoding="utf-8") as file:
            for name, text in outputs.items():
                delimiter = f"ghadelimiter_{secrets.token_hex(16)}"
                file.write(f"{name}<<{delimiter}\n{text}\n{delimiter}\n")

    def write_summary(self, markdown: str) -> None:
        """Add to the summary of the step."""
        if self.summary_path:
            with Path(self.summary_path).open("a", encoding="utf-8") as file:
                file.write(markdown.encode("utf-8", "replace")[:_LONGEST_SUMMARY].decode("utf-8", "ignore") + "\n")


def read_workflow(environment: Mapping[str, str]) -> Workflow:
    """Return what the runner tells. Raises `UserError` where it is no runner."""
    for name in ("GITHUB_EVENT_NAME", "GITHUB_EVENT_PATH", "GITHUB_REPOSITORY", "GITHUB_WORKSPACE"):
        if not environment.get(name):
            raise UserError(
                f"{name} is not set", fix="the action runs in a GitHub workflow; use retro-bot dry-run elsewhere"
            )
    server = environment.get("GITHUB_SERVER_URL", "https://github.com").rstrip("/")
    repository = environment["GITHUB_REPOSITORY"]
    attempt = environment.get("GITHUB_RUN_ATTEMPT", "1")
    return Workflow(
        event=environment["GITHUB_EVENT_NAME"],
        event_path=environment["GITHUB_EVENT_PATH"],
        repository=repository,
        server_url=server,
        api_url=environment.get("GITHUB_API_URL", "https://api.github.com").rstrip("/"),
        workspace=environment["GITHUB_WORKSPACE"],
        run_url=f"{server}/{repository}/actions/runs/{environment.get('GITHUB_RUN_ID', '')}",
        attempt=int(attempt) if attempt.isdigit() else 1,
        output_path=environment.get("GITHUB_OUTPUT", ""),
        summary_path=environment.get("GITHUB_STEP_SUMMARY", ""),
    )


def mask(secret: str) -> str:
    """Return the workflow command that hides a secret in the log."""
    return f"::add-mask::{command_data(secret)}"


def untrusted(text: str, write: Callable[[str], object]) -> None:
    """Write text that may hold workflow commands of its own so that the runner obeys none of them."""
    token = secrets.token_hex(16)
    write(f"::stop-commands::{token}")
    write(text)
    write(f"::{token}::")
