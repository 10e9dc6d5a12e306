"""What the stand-in does for each operation, and the refusals that GitHub is known for, in its own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.standin.git_repository import BareRepository, GitRefused
from tests.standin.renderings import Renderings
from tests.standin.state import Issue, PullRequest, State

BODY_LIMIT = 65_536
_FORBIDDEN = "Resource not accessible by integration"


class Refused(Exception):
    """An answer of 400 or more; `errors` as in GitHub's validation errors."""

    def __init__(self, status: int, message: str, errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.errors = status, message, errors

    def body(self) -> dict[str, Any]:
        content: dict[str, Any] = {"message": self.message, "documentation_url": "https://docs.github.com/rest"}
        return content | ({"errors": self.errors} if self.errors is not None else {})


def _invalid(resource: str, message: str, field: str = "base") -> Refused:
    error = {"resource": resource, "code": "custom", "field": field, "message": message}
    return Refused(422, "Validation Failed", [error])


@dataclass
class Endpoints:
    """The operations over state and git; each takes path parameters, query and body and returns status and content.

    `pages` says how many pages the last list had.
    """

    state: State
    git: BareRepository
    show: Renderings
    pages: int = 1

    def get_repository(self, _: dict[str, str], __: dict[str, str], ___: Any) -> tuple[int, Any]:
        return 200, self.show.repository()

    def get_actions_permissions(self, _: dict[str, str], __: dict[str, str], ___: Any) -> tuple[int, Any]:
        self._check_may_administer()
        return 200, {"enabled": self.state.settings.actions_enabled, "sha_pinning_required": False}

    def get_workflow_permissions(self, _: dict[str, str], __: dict[str, str], ___: Any) -> tuple[int, Any]:
        self._check_may_administer()
        allowed = self.state.settings.actions_may_open_pull_requests
        return 200, {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": allowed}

    def _check_may_administer(self) -> None:
        if not self.state.settings.token_may_administer:
            raise Refused(403, _FORBIDDEN)

    def get_permission(self, path: dict[str, str], _: dict[str, str], __: Any) -> tuple[int, Any]:
        return 200, self.show.permission(path["username"])

    # Issues, comments, reactions, labels

    def get_issue(self, path: dict[str, str], _: dict[str, str], __: Any) -> tuple[int, Any]:
        return 200, self.show.issue(self._issue(path))

    def list_comments(self, path: dict[str, str], query: dict[str, str], _: Any) -> tuple[int, Any]:
        comments = self.state.comments_of(self._issue(path).number)
        return 200, [self.show.comment(comment) for comment in self._page(comments, query)]

    def create_comment(self, path: dict[str, str], _: dict[str, str], body: Any) -> tuple[int, Any]:
        issue = self._issue(path)
        if issue.locked:
            raise Refused(403, "Unable to create comment because issue is locked.")
        self._check_length("IssueComment", body["body"])
        return 201, self.show.comment(self.state.comment(issue.number, body["body"], self.state.me))

    def update_comment(self, path: dict[str, str], _: dict[str, str], body: Any) -> tuple[int, Any]:
        comment = self.state.comments.get(int(path["comment_id"]))
        if comment is None:
            raise Refused(404, "Not Found")
        self._check_length("IssueComment", body["body"])
        comment.body = body["body"]
        return 200, self.show.comment(comment)

    def react_to_comment(self, path: dict[str, str], _: dict[str, str], body: Any) -> tuple[int, Any]:
        return self._react(("comment", int(path["comment_id"])), body["content"])

    def react_to_issue(self, path: dict[str, str], _: dict[str, str], body: Any) -> tuple[int, Any]:
        return self._react(("issue", self._issue(path).number), body["content"])

    def _react(self, place: tuple[str, int], content: str) -> tuple[int, Any]:
        known = content in self.state.reactions[place]
        if not known:
            self.state.reactions[place].append(content)
        return 200 if known else 201, self.show.reaction(content)

    def add_labels(self, path: dict[str, str], _: dict[str, str], body: Any) -> tuple[int, Any]:
        issue = self._issue(path)
        names = body if isinstance(body, list) else body["labels"]
        for name in names:
            if name not in self.state.labels and not self.state.settings.labels_may_be_created:
                raise Refused(403, _FORBIDDEN)
            self.state.labels.setdefault(name, "ededed")
            if name not in issue.labels:
                issue.labels.append(name)
        return 200, [self.show.label(name) for name in issue.labels]

    # Pull requests

    def list_pulls(self, _: dict[str, str], query: dict[str, str], __: Any) -> tuple[int, Any]:
        state, head = query.get("state", "open"), query.get("head", "")
        found = [
            pull
            for pull in self.state.pulls.values()
            if state in ("all", self.state.issues[pull.number].state)
            and (not head or head == f"{pull.fork.partition('/')[0] or self.state.owner}:{pull.head}")
            and query.get("base", pull.base) == pull.base
        ]
        found.sort(key=lambda pull: -pull.number)
        return 200, [self._pull(pull, full=False) for pull in self._page(found, query)]

    def get_pull(self, path: dict[str, str], _: dict[str, str], __: Any) -> tuple[int, Any]:
        return 200, self._pull(self._pull_request(path), full=True)

    def create_pull(self, _: dict[str, str], __: dict[str, str], body: Any) -> tuple[int, Any]:
        self._check_new_pull(body)
        issue = Issue(next(self.state.numbers), body["title"], body.get("body") or "", self.state.me, is_pull_request=True)
        pull = PullRequest(issue.number, body["head"], body["base"], draft=bool(body.get("draft")))
        self.state.issues[issue.number], self.state.pulls[issue.number] = issue, pull
        return 201, self._pull(pull, full=True)

    def _check_new_pull(self, body: Any) -> None:
        settings = self.state.settings
        if not settings.actions_may_open_pull_requests:
            raise Refused(403, "GitHub Actions is not permitted to create or approve pull requests.")
        if body.get("draft") and not settings.drafts:
            raise Refused(422, "Draft pull requests are not supported in this repository.")
        self._check_length("PullRequest", body.get("body") or "")
        head, base = self.git.resolve(f"refs/heads/{body['head']}"), self.git.resolve(f"refs/heads/{body['base']}")
        if head is None or base is None:
            raise _invalid("PullRequest", "not all refs are readable", "head")
        if self.git.is_ancestor(head, base):
            raise _invalid("PullRequest", f"No commits between {body['base']} and {body['head']}")
        for pull in self.state.pulls.values():
            if not pull.fork and pull.head == body["head"] and self.state.issues[pull.number].state == "open":
                raise _invalid("PullRequest", f"A pull request already exists for {self.state.owner}:{body['head']}.")

    def update_pull(self, path: dict[str, str], _: dict[str, str], body: Any) -> tuple[int, Any]:
        pull = self._pull_request(path)
        issue = self.state.issues[pull.number]
        self._check_length("PullRequest", body.get("body") or "")
        issue.title, issue.body = body.get("title", issue.title), body.get("body", issue.body)
        issue.state = body.get("state", issue.state)
        return 200, self._pull(pull, full=True)

    def request_reviewers(self, path: dict[str, str], _: dict[str, str], body: Any) -> tuple[int, Any]:
        pull = self._pull_request(path)
        for login in body.get("reviewers", []):
            if self.state.roles.get(login, "none") == "none":
                raise Refused(422, "Reviews may only be requested from collaborators.")
            if login not in pull.reviewers:
                pull.reviewers.append(login)
        return 201, self._pull(pull, full=False)

    # Git data

    def get_ref(self, path: dict[str, str], _: dict[str, str], __: Any) -> tuple[int, Any]:
        sha = self.git.resolve(f"refs/{path['ref']}")
        if sha is None:
            raise Refused(404, "Not Found")
        return 200, self.show.ref(f"refs/{path['ref']}", sha)

    def create_ref(self, _: dict[str, str], __: dict[str, str], body: Any) -> tuple[int, Any]:
        name = body["ref"]
        if self.git.resolve(name) is not None:
            raise Refused(422, "Reference already exists")
        if name.removeprefix("refs/heads/").startswith(self.state.settings.restricted_prefixes or ("\0",)):
            raise Refused(
                422, "Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n"
            )
        self._set_ref(name, body["sha"])
        return 201, self.show.ref(name, body["sha"])

    def update_ref(self, path: dict[str, str], _: dict[str, str], body: Any) -> tuple[int, Any]:
        name, sha = f"refs/{path['ref']}", body["sha"]
        old = self.git.resolve(name)
        if old is None:
            raise Refused(422, "Reference does not exist")
        if name.removeprefix("refs/heads/") in self.state.settings.protected_branches:
            raise Refused(422, "Reference update failed")
        if not body.get("force") and not self.git.is_ancestor(old, sha):
            raise Refused(422, "Update is not a fast forward")
        self._set_ref(name, sha)
        return 200, self.show.ref(name, sha)

    def delete_ref(self, path: dict[str, str], _: dict[str, str], __: Any) -> tuple[int, Any]:
        if self.git.resolve(f"refs/{path['ref']}") is None:
            raise Refused(422, "Reference does not exist")
        self.git.git("update-ref", "-d", f"refs/{path['ref']}")
        return 204, None

    def _set_ref(self, name: str, sha: str) -> None:
        if self.git.resolve(sha) is None:
            raise Refused(422, "Object does not exist")
        self.git.git("update-ref", name, sha)

    def create_tree(self, _: dict[str, str], __: dict[str, str], body: Any) -> tuple[int, Any]:
        entries: list[dict[str, str | None]] = []
        for entry in body["tree"]:
            sha = self.git.write_blob(entry["content"]) if "content" in entry else entry["sha"]
            entries.append({"path": entry["path"], "mode": entry["mode"], "sha": sha})
        try:
            sha = self.git.write_tree(body.get("base_tree"), entries)
        except GitRefused as error:
            raise Refused(422, str(error)) from error
        return 201, self._tree(sha, recursive=False)

    def get_tree(self, path: dict[str, str], query: dict[str, str], _: Any) -> tuple[int, Any]:
        return 200, self._tree(path["tree_sha"], recursive="recursive" in query)

    def _tree(self, sha: str, recursive: bool) -> dict[str, Any]:
        try:
            listing = self.git.of_objects("ls-tree", *(["-r"] if recursive else []), sha)
        except GitRefused as error:
            raise Refused(404, "Not Found") from error
        entries = []
        for line in listing.splitlines():
            head, path = line.split("\t", 1)
            mode, kind, blob = head.split()
            entries.append(
                {"path": path, "mode": mode, "type": kind, "sha": blob, "url": f"{self.show.repository_api}/{blob}"}
            )
        return self.show.tree(self.git.of_objects("rev-parse", f"{sha}^{{tree}}"), entries)

    def create_commit(self, _: dict[str, str], __: dict[str, str], body: Any) -> tuple[int, Any]:
        try:
            sha = self.git.write_commit(body["tree"], body.get("parents", []), body["message"])
        except GitRefused as error:
            raise Refused(422, "Tree SHA does not exist") from error
        if body.keys() & {"author", "committer"}:  # GitHub signs only what it makes in the bot's own name
            self.state.unsigned.add(sha)
        return 201, self._commit(sha)

    def get_commit(self, path: dict[str, str], _: dict[str, str], __: Any) -> tuple[int, Any]:
        if self.git.resolve(path["commit_sha"]) is None:
            raise Refused(404, "Not Found")
        return 200, self._commit(path["commit_sha"])

    def _commit(self, sha: str) -> dict[str, Any]:
        tree, parents, message = self.git.of_objects("show", "-s", "--format=%T%n%P%n%B", sha).split("\n", 2)
        return self.show.commit(sha, tree, parents.split(), message.rstrip("\n"))

    def _issue(self, path: dict[str, str]) -> Issue:
        issue = self.state.issues.get(int(path["issue_number"]))
        if issue is None:
            raise Refused(404, "Not Found")
        return issue

    def _pull_request(self, path: dict[str, str]) -> PullRequest:
        pull = self.state.pulls.get(int(path["pull_number"]))
        if pull is None:
            raise Refused(404, "Not Found")
        return pull

    def _pull(self, pull: PullRequest, full: bool) -> dict[str, Any]:
        head = self.git.resolve(f"refs/heads/{pull.head}") or "0" * 40
        base = self.git.resolve(f"refs/heads/{pull.base}") or "0" * 40
        return self.show.pull(pull, (head, base), full)

    def _page(self, rows: list[Any], query: dict[str, str]) -> list[Any]:
        size, number = int(query.get("per_page", 30)), int(query.get("page", 1))
        self.pages = -(-len(rows) // size)
        return rows[(number - 1) * size : number * size]

    def _check_length(self, resource: str, text: str) -> None:
        if len(text) > BODY_LIMIT:
            raise _invalid(resource, f"body is too long (maximum is {BODY_LIMIT} characters)", "body")


Handler = Callable[[dict[str, str], dict[str, str], Any], tuple[int, Any]]

OPERATIONS: dict[str, str] = {
    "repos/get": "get_repository",
    "actions/get-github-actions-permissions-repository": "get_actions_permissions",
    "actions/get-github-actions-default-workflow-permissions-repository": "get_workflow_permissions",
    "repos/get-collaborator-permission-level": "get_permission",
    "issues/get": "get_issue",
    "issues/list-comments": "list_comments",
    "issues/create-comment": "create_comment",
    "issues/update-comment": "update_comment",
    "reactions/create-for-issue-comment": "react_to_comment",
    "reactions/create-for-issue": "react_to_issue",
    "issues/add-labels": "add_labels",
    "pulls/list": "list_pulls",
    "pulls/get": "get_pull",
    "pulls/create": "create_pull",
    "pulls/update": "update_pull",
    "pulls/request-reviewers": "request_reviewers",
    "git/get-ref": "get_ref",
    "git/create-ref": "create_ref",
    "git/update-ref": "update_ref",
    "git/delete-ref": "delete_ref",
    "git/create-tree": "create_tree",
    "git/get-tree": "get_tree",
    "git/create-commit": "create_commit",
    "git/get-commit": "get_commit",
}
"""GitHub's operation ids, each with the method of `Endpoints` that answers it."""
