"""The settings of a repository on GitHub, read with whatever token is at hand; what it may not see is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.doctor.github_check import GithubState
from bot.shell.git_facts import Origin
from bot.shell.github_errors import forge_error

_TIMEOUT = 10


def github_state(origin: Origin, environment: Mapping[str, str]) -> GithubState:
    """Return what GitHub says of the repository at `origin`. Never raises: what cannot be seen is in `unseen`."""
    if not origin.repository:
        return GithubState(unseen=("the settings on GitHub: the clone has no origin there",))
    token = token_for(origin.host, environment)
    if not token:
        return GithubState(origin.repository, unseen=("the settings on GitHub: no token in GH_TOKEN or GITHUB_TOKEN",))
    asked = _Asked(origin, api_of(origin.host, environment), token)
    about = asked("", "the repository")
    actions = asked("/actions/permissions", "whether Actions are on")
    workflow = asked("/actions/permissions/workflow", "whether Actions may open pull requests")
    permissions = about.get("permissions")
    return GithubState(
        origin.repository,
        about.get("default_branch"),
        about.get("archived"),
        about.get("has_issues"),
        permissions.get("push") if isinstance(permissions, Mapping) else None,
        actions.get("enabled"),
        workflow.get("can_approve_pull_request_reviews"),
        tuple(asked.unseen),
    )


def token_for(host: str, environment: Mapping[str, str]) -> str:
    """Return the token that is meant for `host`, by the names that GitHub's own tools use; none goes to another host.

    Source: https://cli.github.com/manual/gh_help_environment
    """
    own_host = _host(environment.get("GITHUB_SERVER_URL", "")) or environment.get("GH_HOST", "").lower() or "github.com"
    names = ["GH_TOKEN", "GITHUB_TOKEN"] if host == own_host else []
    if host != "github.com":
        names += ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"]
    return next((environment[name].strip() for name in names if environment.get(name, "").strip()), "")


def api_of(host: str, environment: Mapping[str, str]) -> str:
    """Return the address of the API of a host; a runner says it itself."""
    if _host(environment.get("GITHUB_SERVER_URL", "")) == host and environment.get("GITHUB_API_URL"):
        return environment["GITHUB_API_URL"].rstrip("/")
    return "https://api.github.com" if host == "github.com" else f"https://{host}/api/v3"


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].partition(":")[0].lower()


class _Asked:
    """Questions about one repository; those without an answer are collected in `unseen`."""

    def __init__(self, origin: Origin, api: str, token: str) -> None:
        import github

        self.unseen: list[str] = []
        self.prefix = f"/repos/{origin.repository}"
        self.api = github.Github(auth=github.Auth.Token(token), base_url=api, timeout=_TIMEOUT, retry=0)

    def __call__(self, path: str, what: str) -> Mapping[str, Any]:
        import github
        import requests

        try:
            _, content = self.api.requester.requestJsonAndCheck("GET", f"{self.prefix}{path}")
        except github.GithubException as error:
            self.unseen.append(f"{what}: {_reason(error.status or 0, error.data)}")
            return {}
        except requests.RequestException as error:
            self.unseen.append(f"{what}: GitHub did not answer ({type(error).__name__})")
            return {}
        return content if isinstance(content, Mapping) else {}


def _reason(status: int, data: object) -> str:
    said = forge_error(status, data).message
    if status in (403, 404):
        return f"the token may not see it ({said}); give one with administration: read"
    return said
