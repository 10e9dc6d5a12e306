"""A small lab with a registry, three reports, a log and a guide, whose people comment, push, merge and close."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from bot.action import Circumstances, run
from bot.conversation.markers import read_pull_request_marker
from bot.model.plan import Plan
from bot.model.selection import Request
from bot.shell.github import Pace
from tests.planning import planned
from tests.shell.git_repository import GitRepository
from tests.standin.server import GithubStandin

QUICK = Pace(between_writes=0.0, longest_wait=3.0, secondary_wait=0.0, backoff=0.0, timeout=10)
TODAY = "2025-03-10"
PREFIX = "retro-bot/"

RANKS = """# LoRA rank sweep on Llama-3 8B

- Date: 2025-03-01
- Status: done

We compared LoRA ranks on the support-ticket set, all on one A100 40GB.

## Setup

| Setting | Value |
|---|---|
| learning_rate | 2e-4 |
| batch_size | 8 |
| lora_alpha | 32 |

## Results

| Rank | Eval loss | Peak memory (GB) | Time (min) |
|---|---|---|---|
| 8 | 1.42 | 21.3 | 48 |
| 16 | 1.31 | 24.8 | 52 |
| 32 | 1.30 | 39.1 | 97 |

## What failed

- Rank 32 with batch size 16 ran out of memory because activations did not fit into 40 GB.

## Problems

| Symptom | Cause | Fix |
|---|---|---|
| CUDA out of memory at step 3 | activation memory of rank 32 at batch size 16 | gradient checkpointing and batch size 8 |

## Conclusion

Use rank 16: it reaches an eval loss of 1.31, 0.01 above rank 32, with 24.8 GB instead of 39.1 GB.

## Next steps

- [ ] Try rank 16 with 4-bit weights.
"""

QUANT = """# 4-bit weights on Llama-3 8B

- Date: 2025-03-03
- Status: done

We compared 4-bit and 8-bit weights for the same fine-tuning run.

## Results

| Weights | Eval loss | Peak memory (GB) |
|---|---|---|
| 8-bit | 1.31 | 24.8 |
| 4-bit | 1.33 | 14.2 |

## What failed

- 4-bit with fp16 compute diverged at step 200 because gradients overflowed.

## Conclusion

Use 4-bit weights with bf16 compute: 14.2 GB instead of 24.8 GB for 0.02 of eval loss.
"""

LOG = """# Experiment log

<!-- New entries go above this line -->
"""

GUIDE = """# Troubleshooting

| Symptom | Cause | Solution |
|---|---|---|
| Tokenizer warns about a missing pad token | none is defined | set it to the end-of-text token |
"""

REGISTRY = {
    "domain": "unsloth",
    "paths": {
        "reports": "training_reports",
        "experiment_log": "references/experiment-log.md",
        "troubleshooting": "references/troubleshooting.md",
        "templates": "templates",
    },
    "skills": {"lab-basics": {"type": "core", "description": "How this lab works"}},
}


def make_repository(root: Path) -> Path:
    """Make the repository of the lab with its first commit."""
    repository = GitRepository(root)
    repository.write(".codex/skills/registry.json", json.dumps(REGISTRY, indent=2) + "\n")
    repository.write("training_reports/2025-03-01-lora-rank.md", RANKS)
    repository.write("training_reports/2025-03-03-4bit.md", QUANT)
    repository.write("references/experiment-log.md", LOG)
    repository.write("references/troubleshooting.md", GUIDE)
    repository.write("README.md", "# Lab\n")
    repository.commit("first reports")
    return root


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of the action left behind."""

    code: int
    outputs: dict[str, str]
    summary: str
    log: str


@dataclass
class Lab:
    """The lab: GitHub, and where runners check it out. `keeps_checkouts` checks out each commit of main only once."""

    github: GithubStandin
    folder: Path
    runs: int = 0
    today: str = TODAY
    inputs: dict[str, str] = field(default_factory=dict)
    runner: dict[str, str] = field(default_factory=dict)
    attempt: int = 1
    depth: int = 0
    skill_path: str = ""
    pace: Pace = QUICK
    keeps_checkouts: bool = False

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self.state.roles["alice"] = "write"

    @property
    def state(self) -> Any:
        return self.github.state

    # What people do

    def ask(self, text: str, author: str = "alice", issue: int = 0) -> Ran:
        """Comment in an issue (a new one, or number `issue`) and let the workflow run."""
        number = issue or self.state.open_issue("What did we learn?").number
        comment = self.state.comment(number, text, author)
        return self.run("issue_comment", derived_comment(self, comment.id))

    def open_issue(self, text: str, author: str = "alice") -> Ran:
        """Open an issue with a text and let the workflow run."""
        issue = self.state.open_issue("What did we learn?", text, author)
        return self.run("issues", derived_issue(self, issue.number))

    def push(self, files: dict[str, str], message: str = "reports", run: bool = True) -> Ran | None:
        """Push a commit with some files to main and let the workflow run."""
        before = self.github.git.resolve("main")
        after = before
        for path, text in files.items():
            after = self.github.git.commit_file("main", path, text, message)
        return self.run("push", derived_push(self, str(before), str(after))) if run else None

    def ask_again(self, comment: int) -> Ran:
        """Let the workflow run once more for a comment."""
        return self.run("issue_comment", derived_comment(self, comment))

    def open_by_hand(self, branch: str, body: str) -> int:
        """Open a pull request of a branch as a person does on the site; return its number."""
        return self.github.open_by_hand(branch, body, "alice")

    def edit(self, branch: str, path: str, text: str | None) -> str:
        """Commit a person's change of one file on a branch (None removes it)."""
        return self.github.git.commit_file(branch, path, text, "by hand", author="Alice")

    def merge(self, number: int) -> None:
        """Merge a pull request with a merge commit, without a run of the workflow."""
        self.github.merge(number)

    def close(self, number: int) -> Ran:
        """Close a pull request unmerged and let the workflow run."""
        self.state.issues[number].state = "closed"
        return self.closed_event(number)

    def closed_event(self, number: int) -> Ran:
        """Let the workflow run for a pull request that was closed or merged."""
        return self.run("pull_request", derived_closed(self, number))

    # What can be seen

    def replies(self, issue: int) -> list[str]:
        """The texts of the bot's comments in a thread."""
        return [comment.body for comment in self.state.comments_of(issue) if comment.user == self.state.me]

    def pulls(self) -> list[Any]:
        """All pull requests in the order in which they were opened."""
        return list(self.state.pulls.values())

    def body(self, number: int) -> str:
        """The text of an issue or a pull request."""
        return str(self.state.issues[number].body)

    @property
    def skill(self) -> str:
        """The path of the new skill on the branch of the first pull request, as it was when this was asked first."""
        if not self.skill_path:
            new = self.github.git.git("diff", "--name-only", "--diff-filter=A", "main", self.pulls()[0].head)
            self.skill_path = next(path for path in new.splitlines() if path.endswith("/SKILL.md"))
        return self.skill_path

    def skill_on(self, branch: str) -> bool:
        """Whether a branch holds a skill."""
        return any(path.endswith("/SKILL.md") for path in self.github.git.files(branch))

    @property
    def skill_name(self) -> str:
        """The name of that skill."""
        return self.skill.split("/")[-2]

    def plan(self, words: str) -> Plan:
        """The plan that a dry run on main shows."""
        workspace = self.folder / "dry-run"
        self.checkout(workspace)
        return planned(workspace, Request(words, self.today))

    def evidence(self, number: int) -> tuple[str, ...]:
        """The reports that a pull request is about, as it remembers them."""
        marker = read_pull_request_marker(self.body(number))
        assert marker is not None
        return tuple(sorted(marker.topic.reports))

    def writes(self) -> list[str]:
        """The operations so far that changed something on GitHub."""
        return [each.operation for each in self.github.exchanges if each.method != "GET"]

    # The runner

    def run(self, event: str, payload: dict[str, Any]) -> Ran:
        """Check out main as actions/checkout does, and run the action on an event."""
        environment, place = self.environment(event, payload)
        with redirect_stdout(StringIO()) as said:
            code = run(environment, Circumstances(self.today, self.pace))
        return left_behind(int(code), place, said.getvalue())

    def environment(self, event: str, payload: dict[str, Any]) -> tuple[dict[str, str], Path]:
        """Check out main and return what a runner tells a step in its environment, and the folder of its files."""
        self.runs += 1
        place = self.folder / str(self.runs)
        place.mkdir()
        workspace = self._kept_checkout() if self.keeps_checkouts else place / "lab"
        if not self.keeps_checkouts:
            self.checkout(workspace)
        (place / "event.json").write_text(json.dumps(payload), encoding="utf-8")
        environment = {
            "GITHUB_EVENT_NAME": event,
            "GITHUB_EVENT_PATH": str(place / "event.json"),
            "GITHUB_REPOSITORY": "acme/lab",
            "GITHUB_WORKSPACE": str(workspace),
            "GITHUB_API_URL": self.github.url,
            "GITHUB_SERVER_URL": self.github.url,
            "GITHUB_RUN_ID": "77",
            "GITHUB_RUN_ATTEMPT": str(self.attempt),
            "GITHUB_OUTPUT": str(place / "output"),
            "GITHUB_STEP_SUMMARY": str(place / "summary"),
            "RETRO_BOT_TOKEN": self.github.token,
            **{f"RETRO_BOT_{name.upper()}": text for name, text in self.inputs.items()},
            **self.runner,
        }
        return environment, place

    def _kept_checkout(self) -> Path:
        workspace = self.folder / f"main-{self.github.git.resolve('main')}"
        if not workspace.exists():
            self.checkout(workspace)
        return workspace

    def checkout(self, workspace: Path) -> None:
        """Clone main over HTTP, with the whole history or only `depth` commits of it."""
        shutil.rmtree(workspace, ignore_errors=True)
        depth = ["--depth", str(self.depth)] if self.depth else []
        url = f"{self.github.url}/lab.git"
        basic = base64.b64encode(f"x-access-token:{self.github.token}".encode()).decode()
        header = ["-c", f"http.extraHeader=Authorization: Basic {basic}"]
        command = ["git", *header, "clone", "--quiet", *depth, url, str(workspace)]
        subprocess.run(command, check=True, capture_output=True)


def left_behind(code: int, place: Path, log: str) -> Ran:
    """Read what a run left in the folder of its files."""
    texts = {}
    for name in ("output", "summary"):
        path = place / name
        texts[name] = path.read_text(encoding="utf-8") if path.exists() else ""
    return Ran(code, read_outputs(texts["output"]), texts["summary"], log)


def read_outputs(text: str) -> dict[str, str]:
    """Read a file of outputs as the runner does."""
    outputs, lines = {}, iter(text.splitlines())
    for line in lines:
        name, delimiter = line.split("<<", 1)
        value = []
        for inner in lines:
            if inner == delimiter:
                break
            value.append(inner)
        outputs[name] = "\n".join(value)
    return outputs


# Payloads derived from GitHub's examples, with what the examples lack


def example(name: str) -> dict[str, Any]:
    """One of GitHub's own example payloads."""
    path = Path(__file__).parent / "payloads" / f"{name}.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _user(login: str) -> dict[str, Any]:
    return {"login": login, "id": 1, "type": "Bot" if login.endswith("[bot]") else "User"}


def _repository(payload: dict[str, Any]) -> dict[str, Any]:
    return payload["repository"] | {"name": "lab", "full_name": "acme/lab", "default_branch": "main"}


def derived_comment(lab: Lab, comment: int) -> dict[str, Any]:
    """GitHub's example of a created comment, as the comment of this lab; in a pull request where its issue is one."""
    payload, made = example("issue_comment.created"), lab.state.comments[comment]
    payload["comment"] |= {"id": made.id, "body": made.body, "user": _user(made.user)}
    payload["issue"] |= {"number": made.issue}
    if lab.state.issues[made.issue].is_pull_request:
        payload["issue"]["pull_request"] = {"url": f"{lab.github.url}/repos/acme/lab/pulls/{made.issue}"}
    return payload | {"sender": _user(made.user), "repository": _repository(payload)}


def derived_issue(lab: Lab, number: int) -> dict[str, Any]:
    """GitHub's example of an opened issue, as the issue of this lab."""
    payload, issue = example("issues.opened"), lab.state.issues[number]
    payload["issue"] |= {"number": number, "body": issue.body, "user": _user(issue.user)}
    return payload | {"sender": _user(issue.user), "repository": _repository(payload)}


def derived_push(lab: Lab, before: str, after: str, author: str = "alice") -> dict[str, Any]:
    """GitHub's example of a push, as a push to main of this lab."""
    payload = example("push")
    payload |= {
        "ref": "refs/heads/main",
        "before": before,
        "after": after,
        "deleted": False,
        "created": not before.strip("0"),
    }
    return payload | {"sender": _user(author), "repository": _repository(payload)}


def derived_closed(lab: Lab, number: int) -> dict[str, Any]:
    """GitHub's example of a closed pull request, as one of this lab."""
    payload, pull = example("pull_request.closed"), lab.state.pulls[number]
    repository = _repository(payload)
    payload["number"] = number
    payload["pull_request"] |= {"number": number, "merged": pull.merged, "body": lab.body(number)}
    payload["pull_request"]["head"] |= {"ref": pull.head, "repo": {"full_name": "acme/lab"}}
    return payload | {"sender": _user("alice"), "repository": repository}


def derived_dispatch(lab: Lab, words: str) -> dict[str, Any]:
    """GitHub's example of a run by hand, with the input of this workflow."""
    payload = example("workflow_dispatch")
    payload |= {"ref": "refs/heads/main", "inputs": {"words": words}}
    return payload | {"sender": _user("alice"), "repository": _repository(payload)}
