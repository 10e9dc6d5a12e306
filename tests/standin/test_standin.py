"""The stand-in itself: each endpoint as PyGithub sees it, refusals in GitHub's own words, faults, and git over HTTP."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import github
import pytest
import requests
from github import Auth, Github, GithubException, InputGitTreeElement
from github.Repository import Repository

from tests.shell.git_repository import GitRepository
from tests.standin.api_description import NotAsDescribed
from tests.standin.endpoints import OPERATIONS
from tests.standin.server import Fault, GithubStandin


@pytest.fixture
def standin(tmp_path: Path) -> Iterator[GithubStandin]:
    origin = GitRepository(tmp_path / "origin")
    origin.write("README.md", "# Lab\n")
    origin.write("docs/a.md", "a\n")
    origin.commit("start")
    with GithubStandin(origin.root, tmp_path) as standin:
        yield standin


@pytest.fixture
def repository(standin: GithubStandin) -> Repository:
    return connect(standin).get_repo("acme/lab")


def connect(standin: GithubStandin, path: str = "", token: str = "ghs_local") -> Github:  # noqa: S107
    return Github(
        auth=Auth.Token(token),
        base_url=standin.url + path,
        lazy=True,
        retry=None,
        seconds_between_requests=0,
        seconds_between_writes=0,
    )


def make_branch(repository: Repository, standin: GithubStandin, branch: str, path: str, text: str) -> str:
    main = repository.get_git_commit(str(standin.git.resolve("main")))
    tree = repository.create_git_tree([InputGitTreeElement(path, "100644", "blob", content=text)], main.tree)
    commit = repository.create_git_commit("change", tree, [main])
    repository.create_git_ref(f"refs/heads/{branch}", commit.sha)
    return commit.sha


def refusal(error: GithubException) -> str:
    content = error.data
    assert isinstance(content, dict)
    return " ".join([content["message"], *(each["message"] for each in content.get("errors", []))])


def test_it_answers_for_its_repository_only(standin: GithubStandin) -> None:
    assert connect(standin).get_repo("acme/lab").default_branch == "main"
    other = connect(standin).get_repo("acme/other")
    with pytest.raises(GithubException, match="404"):
        other.default_branch  # noqa: B018


def test_it_answers_below_the_address_of_an_enterprise_server(standin: GithubStandin) -> None:
    assert connect(standin, "/api/v3").get_repo("acme/lab").id == 1


def test_a_wrong_token_is_refused(standin: GithubStandin) -> None:
    repository = connect(standin, token="other").get_repo("acme/lab")  # noqa: S106
    with pytest.raises(GithubException, match="401"):
        repository.default_branch  # noqa: B018


@pytest.mark.parametrize(
    ("role", "permission"),
    [("admin", "admin"), ("maintain", "write"), ("write", "write"), ("triage", "read"), ("read", "read"), ("none", "none")],
)
def test_permissions_are_the_four_of_old_and_roles_come_beside(
    standin: GithubStandin, repository: Repository, role: str, permission: str
) -> None:
    standin.state.roles["ada"] = role
    assert repository.get_collaborator_permission("ada") == permission
    assert repository.get_collaborator_role_name("ada") == role


def test_whom_nobody_knows_may_read_a_public_repository(repository: Repository) -> None:
    assert repository.get_collaborator_permission("stranger") == "read"


def test_comments_are_made_listed_in_pages_and_edited(standin: GithubStandin, repository: Repository) -> None:
    issue = repository.get_issue(standin.state.open_issue("title", "body").number)
    for number in range(35):
        standin.state.comment(1, f"comment {number}", "ada")
    made = issue.create_comment("mine")
    assert (made.user.login, made.user.type) == ("github-actions[bot]", "Bot")
    assert [comment.body for comment in issue.get_comments()] == [*(f"comment {number}" for number in range(35)), "mine"]
    made.edit("edited")
    assert standin.state.comments[made.id].body == "edited"
    assert repository.get_issue(1).title == "title"


def test_a_locked_issue_takes_no_comment(standin: GithubStandin, repository: Repository) -> None:
    standin.state.open_issue("title").locked = True
    with pytest.raises(GithubException) as error:
        repository.get_issue(1).create_comment("mine")
    assert (error.value.status, refusal(error.value)) == (403, "Unable to create comment because issue is locked.")


def test_reactions_are_made_once(standin: GithubStandin, repository: Repository) -> None:
    issue = repository.get_issue(standin.state.open_issue("title").number)
    comment = standin.state.comment(1, "text", "ada")
    for _ in range(2):
        assert issue.get_comment(comment.id).create_reaction("eyes").user.login == "github-actions[bot]"
        issue.create_reaction("rocket")
    assert standin.state.reactions == {("comment", comment.id): ["eyes"], ("issue", 1): ["rocket"]}
    assert [each.status for each in standin.exchanges] == [201, 201, 200, 200]


def test_labels_are_created_where_that_is_allowed(standin: GithubStandin, repository: Repository) -> None:
    issue = repository.get_issue(standin.state.open_issue("title").number)
    issue.add_to_labels("new")
    assert standin.state.labels == {"new": "ededed"}
    standin.state.settings.labels_may_be_created = False
    with pytest.raises(GithubException) as error:
        issue.add_to_labels("other")
    assert (error.value.status, refusal(error.value)) == (403, "Resource not accessible by integration")


def test_a_tree_a_commit_and_a_reference_are_real_git(standin: GithubStandin, repository: Repository) -> None:
    commit = make_branch(repository, standin, "topic", "docs/b.md", "é\n")
    assert standin.git.files("topic") == ["README.md", "docs/a.md", "docs/b.md"]
    assert standin.git.read("topic", "docs/b.md") == "é\n"
    assert repository.get_git_ref("heads/topic").object.sha == commit
    assert repository.get_git_commit(commit).message == "change"
    assert standin.git.git("fsck", "--strict") == ""


def test_an_entry_without_a_sha_removes_its_path(standin: GithubStandin, repository: Repository) -> None:
    main = repository.get_git_commit(str(standin.git.resolve("main")))
    tree = repository.create_git_tree([InputGitTreeElement("docs/a.md", "100644", "blob", sha=None)], main.tree)
    listed = repository.get_git_tree(tree.sha, recursive=True)
    assert [(each.path, each.mode, each.type) for each in listed.tree] == [("README.md", "100644", "blob")]
    assert listed.raw_data["truncated"] is False


def test_a_commit_is_verified_only_without_an_author_of_its_own(standin: GithubStandin, repository: Repository) -> None:
    main = repository.get_git_commit(str(standin.git.resolve("main")))
    own = repository.create_git_commit("signed", main.tree, [main])
    named = repository.create_git_commit("unsigned", main.tree, [main], github.InputGitAuthor("Ada", "ada@example.org"))
    assert [each.raw_data["verification"]["verified"] for each in (own, named)] == [True, False]


def test_references_refuse_what_github_refuses(standin: GithubStandin, repository: Repository) -> None:
    commit = make_branch(repository, standin, "topic", "b.md", "b\n")
    other = make_branch(repository, standin, "other", "c.md", "c\n")
    standin.state.settings.restricted_prefixes = ("bots/",)

    def on_creating(name: str) -> str:
        with pytest.raises(GithubException) as error:
            repository.create_git_ref(f"refs/heads/{name}", commit)
        return f"{error.value.status} {refusal(error.value)}"

    def on_moving(name: str, sha: str) -> str:
        reference = repository.get_git_ref(f"heads/{name}")
        assert reference.object.sha
        with pytest.raises(GithubException) as error:
            reference.edit(sha, force=False)
        return f"{error.value.status} {refusal(error.value)}"

    assert on_creating("topic") == "422 Reference already exists"
    assert "Cannot create ref due to creations being restricted." in on_creating("bots/x")
    assert on_moving("topic", other) == "422 Update is not a fast forward"
    assert on_moving("main", commit) == "422 Reference update failed"


def test_a_reference_can_be_deleted(standin: GithubStandin, repository: Repository) -> None:
    make_branch(repository, standin, "topic", "b.md", "b\n")
    reference = repository.get_git_ref("heads/topic")
    assert reference.object.sha
    reference.delete()
    assert standin.git.resolve("topic") is None


def test_a_reference_moves_forward(standin: GithubStandin, repository: Repository) -> None:
    commit = make_branch(repository, standin, "topic", "b.md", "b\n")
    standin.git.git("update-ref", "refs/heads/behind", "main")
    reference = repository.get_git_ref("heads/behind")
    assert reference.object.sha != commit
    reference.edit(commit, force=False)
    assert standin.git.resolve("behind") == commit


def test_pull_requests_are_opened_listed_edited_and_reviewed(standin: GithubStandin, repository: Repository) -> None:
    standin.state.roles["ada"] = "write"
    commit = make_branch(repository, standin, "topic", "b.md", "b\n")
    opened = repository.create_pull("main", "topic", title="title", body="body", draft=True)
    opened.create_review_request(["ada"])
    opened.edit(title="new title", body="new body")
    (listed,) = repository.get_pulls(state="all", head="acme:topic")
    assert (listed.title, listed.body, listed.draft, listed.head.sha) == ("new title", "new body", True, commit)
    assert [user.login for user in listed.requested_reviewers] == ["ada"]
    assert list(repository.get_pulls(state="closed")) == []
    opened.edit(state="closed")
    assert [pull.number for pull in repository.get_pulls(state="closed")] == [1]


def test_pull_requests_refuse_what_github_refuses(standin: GithubStandin, repository: Repository) -> None:
    make_branch(repository, standin, "topic", "b.md", "b\n")
    standin.git.git("update-ref", "refs/heads/same", "main")

    def said(status: int, head: str, body: str = "", draft: bool = False) -> str:
        with pytest.raises(GithubException) as error:
            repository.create_pull("main", head, title="title", body=body, draft=draft)
        assert error.value.status == status
        return refusal(error.value)

    assert "No commits between main and same" in said(422, "same")
    assert "not all refs are readable" in said(422, "absent")
    assert "body is too long (maximum is 65536 characters)" in said(422, "topic", "x" * 65_537)
    standin.state.settings.drafts = False
    assert said(422, "topic", draft=True) == "Draft pull requests are not supported in this repository."
    standin.state.settings.actions_may_open_pull_requests = False
    assert said(403, "topic") == "GitHub Actions is not permitted to create or approve pull requests."
    standin.state.settings.actions_may_open_pull_requests = True
    repository.create_pull("main", "topic", title="title", body="")
    assert "A pull request already exists for acme:topic." in said(422, "topic")
    with pytest.raises(GithubException) as error:
        repository.get_pull(1).create_review_request(["stranger"])
    assert error.value.status == 422


def test_the_merge_of_a_pull_request_moves_main(standin: GithubStandin, repository: Repository) -> None:
    make_branch(repository, standin, "topic", "b.md", "b\n")
    repository.create_pull("main", "topic", title="title", body="")
    standin.merge(1, "squash")
    assert standin.git.read("main", "b.md") == "b\n"
    assert [pull.merged_at is not None for pull in repository.get_pulls(state="closed")] == [True]


def test_a_fault_before_acting_leaves_nothing_behind_and_one_after_it_does(
    standin: GithubStandin, repository: Repository
) -> None:
    issue = repository.get_issue(standin.state.open_issue("title").number)
    standin.faults += [
        Fault("issues/create-comment", 503),
        Fault("issues/create-comment", 502, after_acting=True),
        Fault("issues/create-comment"),
    ]
    with pytest.raises(GithubException, match="503"):
        issue.create_comment("one")
    with pytest.raises(GithubException, match="502"):
        issue.create_comment("two")
    with pytest.raises(requests.ConnectionError):
        issue.create_comment("three")
    issue.create_comment("four")
    assert [comment.body for comment in standin.state.comments.values()] == ["two", "four"]


def test_a_request_that_github_does_not_describe_fails_the_test(tmp_path: Path) -> None:
    origin = GitRepository(tmp_path / "origin")
    origin.commit("start")
    with pytest.raises(NotAsDescribed, match="GET /nonsense is no operation"), GithubStandin(origin.root, tmp_path) as one:
        requests.get(f"{one.url}/nonsense", timeout=5)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"ref": "refs/heads/x"}, '"sha" is a required property'),
        ({"ref": "refs/heads/x", "sha": "1", "f": 1}, "know \\['f'\\]"),
    ],
)
def test_a_body_that_github_does_not_describe_fails_the_test(tmp_path: Path, body: dict[str, object], words: str) -> None:
    origin = GitRepository(tmp_path / "origin")
    origin.commit("start")
    with pytest.raises(NotAsDescribed, match=words), GithubStandin(origin.root, tmp_path) as one:
        requests.post(f"{one.url}/repos/acme/lab/git/refs", json=body, timeout=5)


def test_every_operation_has_its_description() -> None:
    from tests.standin.api_description import described_operations

    assert described_operations() == set(OPERATIONS)


def test_git_clones_and_pushes_over_http(standin: GithubStandin, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", f"{standin.url}/lab.git", str(clone)], check=True)
    work = GitRepository(clone)
    work.write("c.md", "c\n")
    work.commit("by git")
    work.git("push", "--quiet", "origin", "HEAD:refs/heads/pushed")
    assert standin.git.read("pushed", "c.md") == "c\n"
