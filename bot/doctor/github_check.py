"""The repository's settings on GitHub, as far as a token could see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.doctor.finding import Examined, Finding, Severity

_ACTIONS = "Settings → Actions → General"


class GithubState(NamedTuple):
    """What GitHub says of a repository (`acme/lab`); None where it did not say. `unseen` is what was not seen, and why."""

    repository: str = ""
    default_branch: str | None = None
    is_archived: bool | None = None
    has_issues: bool | None = None
    may_write: bool | None = None
    actions_enabled: bool | None = None
    may_open_pull_requests: bool | None = None
    unseen: tuple[str, ...] = ()


def github_findings(examined: Examined, state: GithubState) -> Iterator[Finding]:
    """Yield the settings that keep the bot from working."""
    place = state.repository
    if state.is_archived:
        message = "the repository is archived, and nobody can write to it"
        yield Finding("github-archived", Severity.ERROR, place, 0, message, "unarchive it under Settings → General")
    if state.actions_enabled is False:
        message = "Actions are off in this repository, and no workflow runs"
        yield Finding("github-actions", Severity.ERROR, place, 0, message, f"allow actions under {_ACTIONS}")
    if state.may_open_pull_requests is False:
        message = "Actions may not open pull requests; the bot can only push its branch and answer with a link"
        fix = f'tick "Allow GitHub Actions to create and approve pull requests" under {_ACTIONS}'
        yield Finding("github-pull-requests", Severity.ERROR, place, 0, message, fix)
    if state.has_issues is False:
        message = "issues are off, and the bot can be asked on pull requests only"
        yield Finding(
            "github-issues", Severity.WARNING, place, 0, message, "turn them on under Settings → General → Features"
        )
    if state.may_write is False:
        message = "the token that the doctor looked with may not write; as the bot's token it would not do"
        fix = "use the workflow's own token, or one with contents, issues and pull requests: write"
        yield Finding("github-token", Severity.WARNING, place, 0, message, fix)
    if state.default_branch and state.default_branch != examined.branch:
        message = f"the default branch is {state.default_branch} there, and {examined.branch} in this clone"
        yield Finding("github-branch", Severity.WARNING, place, 0, message, "git remote set-head origin --auto")
