"""The settings on GitHub, asked of the stand-in over HTTP: what keeps the bot from working, and what cannot be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bot.doctor.finding import Examined
from bot.doctor.github_check import GithubState, github_findings
from bot.model.repository import Layout, Registry
from bot.shell.git_facts import Origin
from bot.shell.github_settings import api_of, github_state, token_for
from tests.shell.git_repository import GitRepository
from tests.standin.server import Fault, GithubStandin
from tests.standin.state import RepositorySettings

LAYOUT = Layout(".codex/skills", ".codex/skills/registry.json", "reports", "", "", "")
EXAMINED = Examined(Registry(LAYOUT.registry, ""), LAYOUT, LAYOUT)
ORIGIN = Origin("127.0.0.1", "acme/lab")


@pytest.fixture
def github(tmp_path: Path) -> Iterator[GithubStandin]:
    lab = GitRepository(tmp_path / "lab")
    lab.commit()
    (tmp_path / "site").mkdir()
    with GithubStandin(lab.root, tmp_path / "site") as served:
        yield served


@pytest.fixture
def ask(github: GithubStandin) -> Callable[[], GithubState]:
    environment = {"GITHUB_SERVER_URL": github.url, "GITHUB_API_URL": github.url, "GITHUB_TOKEN": github.token}
    return lambda: github_state(ORIGIN, environment)


def test_where_all_is_as_it_should_be_nothing_is_found(github: GithubStandin, ask: Callable[[], GithubState]) -> None:
    state = ask()

    assert state == GithubState("acme/lab", "main", False, True, True, True, True)
    assert list(github_findings(EXAMINED, state)) == []
    assert {exchange.method for exchange in github.exchanges} == {"GET"}


@pytest.mark.parametrize(
    ("settings", "check", "fix"),
    [
        (
            RepositorySettings(actions_may_open_pull_requests=False),
            "github-pull-requests",
            "create and approve pull requests",
        ),
        (RepositorySettings(actions_enabled=False), "github-actions", "Settings → Actions → General"),
        (RepositorySettings(has_issues=False), "github-issues", "Settings → General → Features"),
        (RepositorySettings(is_archived=True), "github-archived", "unarchive it"),
        (RepositorySettings(token_may_write=False), "github-token", "contents, issues and pull requests: write"),
    ],
)
def test_a_setting_that_is_in_the_way_is_named_with_its_fix(
    github: GithubStandin, ask: Callable[[], GithubState], settings: RepositorySettings, check: str, fix: str
) -> None:
    github.state.settings = settings
    (finding,) = github_findings(EXAMINED, ask())

    assert (finding.check, finding.path) == (check, "acme/lab")
    assert fix in finding.fix


class Nulls(BaseHTTPRequestHandler):
    """A server that knows every key and has a value for none, which GitHub's own description does not allow."""

    def do_GET(self) -> None:
        content = b'{"default_branch": null, "permissions": null, "enabled": null}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing on standard error."""


def test_values_that_are_null_say_nothing() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Nulls) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        state = github_state(ORIGIN, {"GITHUB_SERVER_URL": url, "GITHUB_API_URL": url, "GITHUB_TOKEN": "t"})
        server.shutdown()

    assert state == GithubState("acme/lab")


def test_another_default_branch_there_is_told(ask: Callable[[], GithubState]) -> None:
    (finding,) = github_findings(EXAMINED._replace(branch="trunk"), ask())

    assert (finding.check, finding.fix) == ("github-branch", "git remote set-head origin --auto")


def test_what_the_token_may_not_see_is_said_and_is_no_finding(
    github: GithubStandin, ask: Callable[[], GithubState]
) -> None:
    github.state.settings.token_may_administer = False
    state = ask()

    assert list(github_findings(EXAMINED, state)) == []
    assert state.unseen == (
        "whether Actions are on: the token may not see it (Resource not accessible by integration); "
        "give one with administration: read",
        "whether Actions may open pull requests: the token may not see it (Resource not accessible by integration); "
        "give one with administration: read",
    )


def test_a_site_that_does_not_answer_is_said_and_is_no_finding(
    github: GithubStandin, ask: Callable[[], GithubState]
) -> None:
    github.faults += [Fault("repos/get"), Fault("repos/get", 502)]
    state = ask()

    assert state.default_branch is None
    assert state.unseen == ("the repository: GitHub did not answer (ConnectionError)",)


@pytest.mark.parametrize(
    ("origin", "environment", "unseen"),
    [
        (Origin(), {"GH_TOKEN": "x"}, "the settings on GitHub: the clone has no origin there"),
        (Origin("github.com", "a/b"), {}, "the settings on GitHub: no token in GH_TOKEN or GITHUB_TOKEN"),
        (Origin("evil.example", "a/b"), {"GH_TOKEN": "x"}, "the settings on GitHub: no token in GH_TOKEN or GITHUB_TOKEN"),
    ],
)
def test_without_origin_or_token_nobody_is_asked(origin: Origin, environment: dict[str, str], unseen: str) -> None:
    assert github_state(origin, environment).unseen == (unseen,)


@pytest.mark.parametrize(
    ("host", "environment", "token"),
    [
        ("github.com", {"GH_TOKEN": "a", "GITHUB_TOKEN": "b"}, "a"),
        ("github.com", {"GITHUB_TOKEN": "b", "GITHUB_SERVER_URL": "https://github.com"}, "b"),
        ("github.com", {"GITHUB_TOKEN": "b", "GITHUB_SERVER_URL": "https://ghe.example.org"}, ""),
        ("ghe.example.org", {"GITHUB_TOKEN": "b", "GITHUB_SERVER_URL": "https://ghe.example.org"}, "b"),
        ("ghe.example.org", {"GH_TOKEN": "a", "GH_HOST": "ghe.example.org"}, "a"),
        ("ghe.example.org", {"GH_TOKEN": "a"}, ""),
        ("ghe.example.org", {"GH_ENTERPRISE_TOKEN": "c"}, "c"),
        ("github.com", {"GH_ENTERPRISE_TOKEN": "c"}, ""),
    ],
)
def test_a_token_goes_to_the_host_that_it_is_meant_for(host: str, environment: dict[str, str], token: str) -> None:
    assert token_for(host, environment) == token


def test_the_api_is_where_the_host_has_it() -> None:
    assert api_of("github.com", {}) == "https://api.github.com"
    assert api_of("ghe.example.org", {}) == "https://ghe.example.org/api/v3"
