"""The stand-in's memory as GitHub's JSON: complete enough for GitHub's own description of each answer."""

from __future__ import annotations

from typing import Any

from tests.standin.state import Comment, Issue, PullRequest, State

_TIME = "2025-03-01T10:00:00Z"
_USER_LINKS = (
    "followers_url", "following_url", "gists_url", "starred_url", "subscriptions_url", "organizations_url", "repos_url",
    "events_url", "received_events_url",
)  # fmt: skip
_REPOSITORY_LINKS = (
    "archive", "assignees", "blobs", "branches", "collaborators", "comments", "commits", "compare", "contents",
    "contributors", "deployments", "downloads", "events", "forks", "git_commits", "git_refs", "git_tags", "hooks",
    "issue_comment", "issue_events", "issues", "keys", "labels", "languages", "merges", "milestones", "notifications",
    "pulls", "releases", "stargazers", "statuses", "subscribers", "subscription", "tags", "teams", "trees",
)  # fmt: skip


class Renderings:
    """Renders what the state holds; `api` and `site` are the addresses of the API and of the web site."""

    def __init__(self, state: State, api: str, site: str) -> None:
        self.state = state
        self.repository_api = f"{api}/repos/{state.owner}/{state.name}"
        self.repository_site = f"{site}/{state.owner}/{state.name}"
        self.api = api
        self.site = site

    def user(self, login: str) -> dict[str, Any]:
        bot = login.endswith("[bot]")
        number = 41898282 if bot else 1000 + sum(map(ord, login))
        links = dict.fromkeys(_USER_LINKS, f"{self.api}/users/{login}")
        return links | {
            "login": login, "id": number, "node_id": f"U_{number}", "avatar_url": f"{self.site}/{login}.png",
            "gravatar_id": "", "url": f"{self.api}/users/{login}", "html_url": f"{self.site}/{login}",
            "type": "Bot" if bot else "User", "site_admin": False,
        }  # fmt: skip

    def repository(self) -> dict[str, Any]:
        state = self.state
        links = {f"{name}_url": f"{self.repository_api}/{name}" for name in _REPOSITORY_LINKS}
        texts = dict.fromkeys(("description", "homepage", "language", "mirror_url", "license"))
        flags = dict.fromkeys(
            ("has_issues", "has_projects", "has_wiki", "has_pages", "has_discussions", "has_downloads"), True
        )
        counts = ("forks", "forks_count", "open_issues", "open_issues_count", "size", "stargazers_count", "watchers",
                  "watchers_count", "network_count", "subscribers_count")  # fmt: skip
        times = dict.fromkeys(("created_at", "updated_at", "pushed_at"), _TIME)
        return links | texts | flags | dict.fromkeys(counts, 0) | times | {
            "id": 1, "node_id": "R_1", "name": state.name, "full_name": f"{state.owner}/{state.name}",
            "owner": self.user(state.owner), "private": False, "fork": False, "disabled": False,
            "archived": state.settings.is_archived,
            "url": self.repository_api, "html_url": self.repository_site, "default_branch": "main",
            "clone_url": f"{self.repository_site}.git", "git_url": f"{self.repository_site}.git",
            "has_issues": state.settings.has_issues,
            "permissions": {"admin": False, "push": state.settings.token_may_write, "pull": True},
            "ssh_url": f"git@example:{state.owner}/{state.name}.git", "svn_url": self.repository_site,
        }  # fmt: skip

    def permission(self, login: str) -> dict[str, Any]:
        role = self.state.roles.get(login, "read")
        permission = {"maintain": "write", "triage": "read"}.get(role, role)
        return {"permission": permission, "role_name": role, "user": self.user(login) | {"role_name": role}}

    def label(self, name: str) -> dict[str, Any]:
        url = f"{self.repository_api}/labels/{name}"
        colour = self.state.labels.get(name, "ededed")
        return {"id": 1 + sum(map(ord, name)), "node_id": "L_1", "url": url, "name": name, "description": "",
                "color": colour, "default": False}  # fmt: skip

    def comment(self, comment: Comment) -> dict[str, Any]:
        place = f"{self.repository_site}/issues/{comment.issue}#issuecomment-{comment.id}"
        return {
            "id": comment.id, "node_id": f"IC_{comment.id}", "url": f"{self.repository_api}/issues/comments/{comment.id}",
            "html_url": place, "issue_url": f"{self.repository_api}/issues/{comment.issue}", "body": comment.body,
            "user": self.user(comment.user), "created_at": _TIME, "updated_at": _TIME, "author_association": "MEMBER",
        }  # fmt: skip

    def reaction(self, content: str) -> dict[str, Any]:
        return {"id": 1, "node_id": "REA_1", "user": self.user(self.state.me), "content": content, "created_at": _TIME}

    def issue(self, issue: Issue) -> dict[str, Any]:
        url = f"{self.repository_api}/issues/{issue.number}"
        kind = "pull" if issue.is_pull_request else "issues"
        links = {f"{name}_url": f"{url}/{name}" for name in ("comments", "events", "labels")}
        content = links | {
            "id": issue.number, "node_id": f"I_{issue.number}", "url": url, "number": issue.number,
            "html_url": f"{self.repository_site}/{kind}/{issue.number}", "repository_url": self.repository_api,
            "title": issue.title, "body": issue.body, "user": self.user(issue.user), "state": issue.state,
            "locked": issue.locked, "labels": [self.label(name) for name in issue.labels], "assignee": None,
            "milestone": None, "comments": len(self.state.comments_of(issue.number)), "closed_at": None,
            "created_at": _TIME, "updated_at": _TIME, "author_association": "MEMBER",
        }  # fmt: skip
        if issue.is_pull_request:
            pull = f"{self.repository_api}/pulls/{issue.number}"
            content["pull_request"] = dict.fromkeys(("url", "html_url", "diff_url", "patch_url"), pull)
        return content

    def pull(self, pull: PullRequest, shas: tuple[str, str], full: bool) -> dict[str, Any]:
        """A pull request; `shas` are those of its head and base, `full` adds what only one pull request's answer has."""
        issue = self.state.issues[pull.number]
        url = f"{self.repository_api}/pulls/{pull.number}"
        names = ("self", "html", "issue", "comments", "review_comments", "review_comment", "commits", "statuses")
        content = {
            "_links": {name: {"href": url} for name in names}, "url": url, "id": pull.number,
            "node_id": f"PR_{pull.number}", "html_url": f"{self.repository_site}/pull/{pull.number}",
            "number": pull.number, "state": issue.state,
            "issue_url": f"{self.repository_api}/issues/{pull.number}", "locked": issue.locked, "title": issue.title,
            "user": self.user(issue.user), "body": issue.body, "labels": [self.label(name) for name in issue.labels],
            "milestone": None, "created_at": _TIME, "updated_at": _TIME, "assignee": None, "assignees": [],
            "closed_at": _TIME if issue.state == "closed" else None, "merged_at": _TIME if pull.merged else None,
            "merge_commit_sha": None, "requested_reviewers": [self.user(login) for login in pull.reviewers],
            "requested_teams": [], "draft": pull.draft, "author_association": "CONTRIBUTOR", "auto_merge": None,
            "head": self._end(pull.head, shas[0], pull.fork), "base": self._end(pull.base, shas[1]),
        }  # fmt: skip
        urls = ("diff_url", "patch_url", "commits_url", "review_comments_url", "review_comment_url", "comments_url",
                "statuses_url")  # fmt: skip
        content |= {name: f"{url}/{name}" for name in urls}
        if full:
            counts = ("additions", "deletions", "changed_files", "comments", "commits", "review_comments")
            content |= dict.fromkeys(counts, 1) | {"mergeable": True, "mergeable_state": "clean", "merged": pull.merged,
                                                   "merged_by": None, "maintainer_can_modify": False}  # fmt: skip
        return content

    def _end(self, branch: str, sha: str, fork: str = "") -> dict[str, Any]:
        owner, repository = self.state.owner, self.repository()
        if fork:
            owner, repository = fork.partition("/")[0], repository | {"full_name": fork}
        label, user = f"{owner}:{branch}", self.user(owner)
        return {"label": label, "ref": branch, "sha": sha, "user": user, "repo": repository}

    def ref(self, name: str, sha: str) -> dict[str, Any]:
        url = f"{self.repository_api}/git/refs/{name.removeprefix('refs/')}"
        target = {"type": "commit", "sha": sha, "url": f"{self.repository_api}/git/commits/{sha}"}
        return {"ref": name, "node_id": "REF_1", "url": url, "object": target}

    def commit(self, sha: str, tree: str, parents: list[str], message: str) -> dict[str, Any]:
        url = f"{self.repository_api}/git/commits"
        who = {"name": self.state.me, "email": "bot@example.org", "date": _TIME}
        parent_list = [{"sha": parent, "url": f"{url}/{parent}", "html_url": f"{url}/{parent}"} for parent in parents]
        return {
            "sha": sha, "node_id": "C_1", "url": f"{url}/{sha}", "html_url": f"{self.repository_site}/commit/{sha}",
            "author": who, "committer": who, "message": message, "parents": parent_list,
            "tree": {"sha": tree, "url": f"{self.repository_api}/git/trees/{tree}"},
            "verification": self._verification(sha not in self.state.unsigned),
        }  # fmt: skip

    def _verification(self, is_signed: bool) -> dict[str, Any]:
        details = dict.fromkeys(("signature", "payload", "verified_at"))
        return {"verified": is_signed, "reason": "valid" if is_signed else "unsigned"} | details

    def tree(self, sha: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
        return {"sha": sha, "url": f"{self.repository_api}/git/trees/{sha}", "tree": entries,
                "truncated": self.state.settings.truncates_trees}  # fmt: skip
