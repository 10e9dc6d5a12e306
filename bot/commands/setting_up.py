"""From options, a look at the repository and a few questions to the set-up that a person wants."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import click

from bot.commands.output import Progress, note
from bot.commands.questions import ask_text, choose
from bot.domains.loading import DOMAINS
from bot.errors import UsageError, UserError
from bot.model.repository import REGISTRY, Layout
from bot.model.setup import DomainFrom, Found, Link, Setup
from bot.reading.json_keys import line_of
from bot.setup.changes import DEFAULT_SKILLS, bot_workflow, links_to
from bot.setup.workflow_file import read_workflow_file, words_of
from bot.setup.workflow_text import ACTION, DEFAULT_REPORTS, PLACEHOLDER
from bot.shell.layout import SKILL_ROOTS
from bot.shell.registry_file import look_at_registry, registry_paths
from bot.shell.setup_state import look
from bot.shell.tree import inside

_DEFAULT_LOG = "references/experiment-log.md"
_DEFAULT_GUIDE = "references/troubleshooting.md"
_DEFAULT_TEMPLATES = "templates"


class Wishes(NamedTuple):
    """What the options of the command say; empty where an option was not given."""

    reports: str
    log: str
    guide: str
    skills: str
    domain: str
    action: str
    branch: str
    workflow: bool
    templates: bool
    link: bool | None
    yes: bool
    dry_run: bool

    @property
    def asks(self) -> bool:
        """Whether questions are welcome."""
        return not self.yes and not self.dry_run


def decide(root: Path, wishes: Wishes) -> tuple[Found, Setup]:
    """Return what the repository has and what it is to have. Raises `UserError` for a registry that cannot be read."""
    found = _look(root, wishes)
    layout = _layout(root, found, wishes)
    domain, domain_from = _domain(found, wishes)
    action = _action(found, wishes)
    links = _links(found, layout, wishes)
    day = datetime.now(UTC).date().isoformat()
    setup = Setup(layout, domain, day, action, wishes.branch or found.branch, links, wishes.templates, domain_from)
    for each in (*_kept(found, wishes), *_unused(found, layout, wishes)):
        note(each)
    return found, setup


def _look(root: Path, wishes: Wishes) -> Found:
    progress = Progress()
    reports = _path(root, "--reports", wishes.reports)
    found = look(root, reports, progress)
    progress.done()
    _refuse_broken_registry(root, found.registry.path)
    if not found.layout.reports:
        default = found.likely_reports or DEFAULT_REPORTS
        question = "Where are your experiment reports, or will they be"
        # A team that keeps a log only is not given a folder of reports unasked.
        unasked = "" if found.layout.experiment_log else DEFAULT_REPORTS
        found = look(root, _clean(ask_text(question, default, _complaint(root)) if wishes.asks else unasked), progress)
        progress.done()
    return found


def _refuse_broken_registry(root: Path, path: str) -> None:
    broken = look_at_registry(root, path).broken
    if broken:
        raise UserError(broken.message, path=path, line=broken.line, fix="mend it, then run init again")


def _layout(root: Path, found: Found, wishes: Wishes) -> Layout:
    layout = found.layout
    log, guide = _path(root, "--log", wishes.log), _path(root, "--guide", wishes.guide)
    skills = _path(root, "--skills", wishes.skills)
    if not found.registry.text and not (root / layout.skills_root).is_dir():
        free = _free_home(found)
        first = skills or free
        home = first if first in SKILL_ROOTS else free
        layout = layout._replace(skills_root=first, registry=f"{home}/{REGISTRY}")
    named = registry_paths(found.registry)
    return layout._replace(
        experiment_log=named.get("experiment_log") or log or layout.experiment_log or _DEFAULT_LOG,
        troubleshooting=named.get("troubleshooting") or guide or layout.troubleshooting or _DEFAULT_GUIDE,
        templates=layout.templates or (_DEFAULT_TEMPLATES if wishes.templates else ""),
    )


def _free_home(found: Found) -> str:
    """The best of the usual folders of skills at which nothing stands: the registry is looked for in those only."""
    free = next((path for path in (DEFAULT_SKILLS, *SKILL_ROOTS) if path not in found.taken), "")
    if not free:
        raise UserError("something stands where each usual folder of skills would be", fix=f"make room at {DEFAULT_SKILLS}")
    return free


def _action(found: Found, wishes: Wishes) -> str:
    """The action for the workflow; empty where the repository has one, or nobody knows it."""
    if wishes.action and not ACTION.fullmatch(wishes.action):
        fix = f"write {PLACEHOLDER}, with all 40 digits of the commit"
        raise UsageError(f"--action {wishes.action}: no action with its full commit id", fix=fix)
    if not wishes.workflow or bot_workflow(found):
        return ""
    if not found.is_top:
        note("no workflow: GitHub runs those of the whole clone, and this is a folder in it")
        return ""
    known = wishes.action or found.action
    if known or not wishes.asks:
        if not known:
            note(f"no workflow: say with --action {PLACEHOLDER} where you keep retro-bot")
        return known
    question = f"Where do you keep retro-bot on GitHub ({PLACEHOLDER}; empty for no workflow)"
    complaint = "that is no OWNER/NAME@ with all 40 digits of a commit"
    return ask_text(question, "", lambda given: "" if not given or ACTION.fullmatch(given) else complaint)


def _links(found: Found, layout: Layout, wishes: Wishes) -> tuple[Link, ...]:
    possible = links_to(layout.skills_root, found.taken)
    if wishes.link is not None or not possible:
        return possible if wishes.link else ()
    if found.registry.text or not wishes.asks:  # offered once, with the first set-up
        return ()
    places = " and ".join(link.path for link in possible)
    click.echo(f"The skills are in {layout.skills_root}. Some agents look in {places} only.")
    meanings = {"y": "yes, link them", "n": "no, leave it"}
    return possible if choose(f"Link {'it' if len(possible) == 1 else 'them'} there", meanings, "y") == "y" else ()


def _domain(found: Found, wishes: Wishes) -> tuple[str, DomainFrom]:
    """The domain: the registry's, which stays, else a person's, else that of the words, else one is asked for."""
    named = str(found.registry.content.get("domain") or "") or wishes.domain
    if named:
        return named, DomainFrom.GIVEN
    if found.domain:
        return found.domain, DomainFrom.WORDS
    if not wishes.asks:
        return DOMAINS[0], DomainFrom.NOTHING
    known = ", ".join(DOMAINS)
    question = f"What are the reports about ({known}, or a domain of your own)"
    return ask_text(question, DOMAINS[0], lambda given: ""), DomainFrom.GIVEN


def _kept(found: Found, wishes: Wishes) -> list[str]:
    """What the registry says otherwise than an option, and keeps saying."""
    paths, path = registry_paths(found.registry), found.registry.path
    said = {
        ("paths", "reports"): (paths.get("reports"), wishes.reports),
        ("paths", "experiment_log"): (paths.get("experiment_log"), wishes.log),
        ("paths", "troubleshooting"): (paths.get("troubleshooting"), wishes.guide),
        ("domain",): (str(found.registry.content.get("domain") or ""), wishes.domain),
    }
    return [
        f"{path}:{line_of(found.registry.text, *keys)}: {keys[-1]} stays {has}; edit the file to make it {wanted}"
        for keys, (has, wanted) in said.items()
        if has and wanted and _clean(wanted) != has
    ]


def _unused(found: Found, layout: Layout, wishes: Wishes) -> Iterator[str]:
    """Options for what is there already, and is not changed."""
    if wishes.skills and _clean(wishes.skills) not in layout.skill_folders:
        registry = layout.registry
        yield f"--skills: the skills stay in {layout.skills_root}; name other folders in paths.skills of {registry}"
    path = bot_workflow(found)
    if not path:
        return
    file = read_workflow_file(path, found.workflows[path])
    job, push = file.bot_job(is_own=False), file.events.get("push", {})
    has = {
        "action": job is not None and job.uses == wishes.action,
        "branch": wishes.branch in words_of(push.get("branches")),
    }
    for option, wanted in (("action", wishes.action), ("branch", wishes.branch)):
        if wanted and not has[option]:
            yield f"--{option}: {path} runs the bot already; edit the file to change it"


def _path(root: Path, option: str, given: str) -> str:
    """The path that an option names, below the root. Raises `UsageError` for one that leaves it."""
    complaint = _complaint(root)(given) if given else ""
    if complaint:
        raise UsageError(f"{option} {complaint}", fix="name a path inside the repository")
    return _clean(given)


def _complaint(root: Path) -> Callable[[str], str]:
    def complaint(given: str) -> str:
        try:
            inside(root, given)
        except UserError as error:
            return error.message
        return ""

    return complaint


def _clean(given: str) -> str:
    return posixpath.normpath(given.strip().replace(os.sep, "/")) if given.strip() else ""
