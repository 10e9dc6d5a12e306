"""The workflow that runs the bot: is it there, when does it run, with which permissions, and what does it run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from bot.doctor.finding import Examined, Finding, Severity
from bot.doctor.path_filter import fits
from bot.settings import Settings, Token
from bot.setup.workflow_file import BotJob, WorkflowFile, read_workflow_file, words_of
from bot.setup.workflow_text import PLACEHOLDER, evidence_patterns
from bot.spelling import did_you_mean

_PINNED = re.compile(r"@[0-9a-f]{40}(?:[0-9a-f]{24})?$")
_NEEDED = ("contents", "issues", "pull-requests")
_EVENTS = {
    "issue_comment": ("created", "comments are not answered"),
    "pull_request": ("closed", "a closed pull request is not taken for a no"),
    "push": ("", "merged reports are not looked at"),
}


def workflow_findings(examined: Examined) -> Iterator[Finding]:
    """Yield what is wrong with the workflows that use the bot; a warning where there is none."""
    maybe = [(path, text) for path, text in examined.workflows.items() if examined.is_own or "retro-bot" in text]
    files = [read_workflow_file(path, text) for path, text in maybe]
    ours = [(file, job) for file in files if (job := file.bot_job(examined.is_own))]
    used = [file for file in files if file.uses_bot]
    yield from _unread(used, examined)
    for path in examined.misplaced_workflows:
        name = path.rpartition("/")[2]
        message = "GitHub runs workflows in .github/workflows only"
        yield Finding("workflow-misplaced", Severity.ERROR, path, 0, message, f"git mv {path} .github/workflows/{name}")
    if not (ours or used or examined.misplaced_workflows or examined.has_workflow_above):
        message = "no workflow uses the bot, so that nothing happens on GitHub"
        fix = "retro-bot init writes one"
        if not examined.is_top:
            fix = "run retro-bot init in the top folder of the clone: GitHub runs its workflows only"
        yield Finding("workflow-missing", Severity.WARNING, ".github/workflows", 0, message, fix)
    for file, job in ours:
        yield from _events(file)
        yield from _push(file, examined)
        yield from _permissions(file, job)
        yield from _uses(file, job)
        yield from _inputs(file, job)
        yield from _condition(file, job)
        yield from _checkout(file, job)
        yield from _concurrency(file, job)


def _unread(used: Iterable[WorkflowFile], examined: Examined) -> Iterator[Finding]:
    for file in used:
        line = file.problem_line
        if file.problem:
            message, fix = f"no YAML that GitHub could read: {file.problem}", "mend it there; actionlint helps"
            yield Finding("workflow-yaml", Severity.ERROR, file.path, line, message, fix)
        elif file.unread:
            message, fix = f"it was not looked at: {file.unread}", "write out what stands there, or look yourself"
            yield Finding("workflow-unread", Severity.WARNING, file.path, line, message, fix)
    for path, reason in examined.unread_workflows.items():
        fix = "make it a file of the repository that can be read: GitHub sees no more of it"
        yield Finding("workflow-unread", Severity.WARNING, path, 0, f"it was not looked at: {reason}", fix)


def _events(file: WorkflowFile) -> Iterator[Finding]:
    for name, (needed, lost) in _EVENTS.items():
        filters = file.events.get(name)
        if filters is None:
            message, fix = f"it does not run on {name}: {lost}", f"add {name} below on:"
        elif needed and "types" in filters and needed not in words_of(filters["types"]):
            message, fix = f"{name} has no type {needed}: {lost}", f"add {needed} to its types"
        else:
            continue
        yield Finding("workflow-event", Severity.WARNING, file.path, file.line(rf"\b{name}\b", r"^on\b"), message, fix)


def _push(file: WorkflowFile, examined: Examined) -> Iterator[Finding]:
    push = file.events.get("push")
    if push is None:
        return
    line = file.line(r"^ +push:", r"\bpush\b")
    if fix := _branch_fix(push, examined.branch):
        message = f"a push to {examined.branch}, the default branch, does not start it"
        yield Finding("workflow-branch", Severity.ERROR, file.path, line, message, fix)
    paths, left_out = words_of(push.get("paths")), words_of(push.get("paths-ignore"))
    for path, pattern in _evidence(examined):
        if (paths and not fits(path, paths)) or (left_out and fits(path, left_out)):
            message = f"a push that brings {path} does not start it"
            fix = f'add "{pattern}" to its paths' if paths else "take it out of paths-ignore"
            yield Finding("workflow-paths", Severity.ERROR, file.path, line, message, fix)


def _branch_fix(push: Mapping[str, Any], branch: str) -> str:
    """What to change so that a push to the branch counts; empty where it does. A filter of tags alone is for tags alone.

    Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore
    """
    branches, left_out = words_of(push.get("branches")), words_of(push.get("branches-ignore"))
    if left_out and fits(branch, left_out):
        return "take it out of branches-ignore"
    is_for_tags = ("tags" in push or "tags-ignore" in push) and not branches and not left_out
    return f"branches: [{branch}]" if is_for_tags or (branches and not fits(branch, branches)) else ""


def _evidence(examined: Examined) -> Iterator[tuple[str, str]]:
    """A report, where there is a folder for it, and the log, where there is one; each with the pattern that takes it in."""
    layout = examined.layout
    patterns = evidence_patterns(layout)
    if layout.reports in examined.folders:
        yield next(iter(examined.reports), posixpath.normpath(f"{layout.reports}/report.md")), patterns[0]
    if layout.experiment_log in examined.files:
        yield layout.experiment_log, patterns[-1]


def _permissions(file: WorkflowFile, job: BotJob) -> Iterator[Finding]:
    said = job.content.get("permissions", file.content.get("permissions"))
    wanted = ", ".join(f"{name}: write" for name in _NEEDED)
    line = file.line(r"^ +permissions:", r"^permissions:", r"^ +runs-on:")
    if said is None:
        message = "it does not say which permissions it needs, and has those that the repository gives to all"
        yield Finding(
            "workflow-permissions", Severity.WARNING, file.path, line, message, f"give the job permissions: {wanted}"
        )
    elif said == "write-all":
        message = "it has every permission, and needs three"
        yield Finding("workflow-permissions", Severity.WARNING, file.path, line, message, f"permissions: {wanted}")
    else:
        given = said if isinstance(said, Mapping) else {}
        missing = ", ".join(f"{name}: write" for name in _NEEDED if given.get(name) != "write")
        if missing:
            message = f"the job may not do its work: it lacks {missing}"
            yield Finding(
                "workflow-permissions", Severity.ERROR, file.path, line, message, f"add {missing} to its permissions"
            )


def _uses(file: WorkflowFile, job: BotJob) -> Iterator[Finding]:
    line = file.line(re.escape(job.uses))
    if job.uses == PLACEHOLDER:
        fix = "write where you keep retro-bot, and the full id of the commit"
        yield Finding("workflow-action", Severity.ERROR, file.path, line, f"{PLACEHOLDER} was left in", fix)
    elif not job.uses.startswith(("./", "$/")) and not _PINNED.search(job.uses):
        name, _, revision = job.uses.partition("@")
        message = f"{job.uses} is what {revision or 'its owner'} happens to be on the day"
        fix = f"pin it to a commit that you have looked at: {name}@ and the full 40 digits"
        yield Finding("workflow-pin", Severity.WARNING, file.path, line, message, fix)


def _inputs(file: WorkflowFile, job: BotJob) -> Iterator[Finding]:
    given = job.step.get("with")
    known = {each.name.replace("_", "-"): isinstance(each.default, Token) for each in fields(Settings)}
    for name, value in given.items() if isinstance(given, Mapping) else ():
        line = file.line(rf"\b{re.escape(str(name))}\b *:")
        if name not in known:
            fix = did_you_mean(str(name), known, f"known are {', '.join(known)}")
            yield Finding("workflow-input", Severity.ERROR, file.path, line, f"the action has no input {name}", fix)
        elif known[name] and str(value).strip() and "${{" not in str(value):
            message = f"the {name} stands there for everybody to read"
            fix = "revoke it, keep a new one as a secret, and write ${{ secrets.NAME }}"
            yield Finding("workflow-token", Severity.ERROR, file.path, line, message, fix)


def _condition(file: WorkflowFile, job: BotJob) -> Iterator[Finding]:
    """An input that changes what comments open with, or how branches begin, has to be followed by the job's condition."""
    condition, said = str(job.content.get("if", "")), job.step.get("with")
    given = said if isinstance(said, Mapping) and condition else {}
    for name in ("trigger", "branch-prefix"):
        value = str(given.get(name, "")).strip()
        if value and "${{" not in value and value.strip("<>/") not in condition:
            message = f"{name} is {value}, and the job's condition lets no such event in"
            line = file.line(r"^ +if:")
            fix = f"put {value.strip('<>/')} into the condition"
            yield Finding("workflow-condition", Severity.ERROR, file.path, line, message, fix)


def _checkout(file: WorkflowFile, job: BotJob) -> Iterator[Finding]:
    step = next((each for each in job.before if str(each.get("uses", "")).startswith("actions/checkout@")), None)
    line = file.line(r"actions/checkout@", re.escape(job.uses))
    if step is None:
        message = "nothing is checked out before the bot, and it finds no report"
        yield Finding(
            "workflow-checkout", Severity.ERROR, file.path, line, message, "put a step with actions/checkout before it"
        )
        return
    said = step.get("with")
    given = said if isinstance(said, Mapping) else {}
    if re.search(r"\bhead\b|head_ref|refs/pull", str(given.get("ref", ""))):
        message = "the head of a pull request is checked out: a stranger's files, with a token that may write"
        yield Finding("workflow-checkout", Severity.ERROR, file.path, line, message, "ref: ${{ github.base_ref }}")
    if given.get("persist-credentials") != "false":
        message = "the checkout leaves the token on disk"
        yield Finding("workflow-credentials", Severity.WARNING, file.path, line, message, "persist-credentials: false")


def _concurrency(file: WorkflowFile, job: BotJob) -> Iterator[Finding]:
    for content in (file.content, job.content):
        said = content.get("concurrency")
        if isinstance(said, Mapping) and said.get("cancel-in-progress") == "true":
            message = "a new event cancels the run of the one before, which then has no answer"
            line = file.line(r"cancel-in-progress")
            yield Finding("workflow-cancel", Severity.WARNING, file.path, line, message, "cancel-in-progress: false")
