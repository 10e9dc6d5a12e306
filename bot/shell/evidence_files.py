"""What a verification reads: the result skills, the texts of reports and log, and the files that the skills name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bot.errors import UserError
from bot.model.repository import Layout, Registry, Skill
from bot.reading.text import decode
from bot.shell.repository_files import Gathering
from bot.shell.tree import exists, inside, is_file, read_bytes
from bot.verify.named_files import named_files


class EvidenceFiles(NamedTuple):
    """The skills to verify and the texts they are verified against.

    `texts` maps paths to all texts at hand; those in `counted` are evidence. `existing` are files that a skill names and
    that are no text. `warnings` name what could not be read.
    """

    layout: Layout
    skills: tuple[Skill, ...]
    texts: Mapping[str, str]
    counted: frozenset[str]
    existing: frozenset[str]
    warnings: tuple[str, ...] = ()


def read_evidence(root: Path) -> EvidenceFiles:
    """Return the result skills of the repository at `root` with their evidence.

    Skills that the registry calls `core` teach no results and are left out. The guide, other skills and templates are no
    evidence, nor is what the bot wrote into the log. Raises `UserError` where a path of the registry leaves the repository.
    """
    gather = Gathering(root, lambda text: None)
    registry = gather.registry()
    layout = gather.layout(registry)
    skills = tuple(_result_skills(gather, layout, registry))
    texts: dict[str, str] = {}
    for path in gather.report_paths(layout, registry):
        _read(gather, path, texts)
    log = gather.text(layout.experiment_log)
    if log is not None:
        texts[layout.experiment_log] = _written_by_people(layout.experiment_log, log)
    counted = set(texts)
    existing = set(_read_named(gather, skills, texts))
    apart = (*(f"{path}/" for path in layout.skill_folders), f"{layout.templates}/" if layout.templates else "\n")
    counted |= {path for path in texts if not path.startswith(apart) and path != layout.troubleshooting}
    warnings = (f"{path}:{one.line}: {one.message}" for path, problems in gather.problems.items() for one in problems)
    return EvidenceFiles(layout, skills, texts, frozenset(counted), frozenset(existing), tuple(warnings))


def _result_skills(gather: Gathering, layout: Layout, registry: Registry) -> Iterator[Skill]:
    """Every skill but the core ones; its name is its folder's, since nothing else of its front matter is asked for."""
    listed = registry.content.get("skills")
    for path in gather.skill_paths(layout):
        name = path.split("/")[-2]
        entry = listed.get(name) if isinstance(listed, dict) else None
        kind = str(entry.get("type", "")) if isinstance(entry, dict) else ""
        text = gather.text(path) if kind != "core" else None
        if text is not None:
            yield Skill(name, path, text, kind=kind)


def _read(gather: Gathering, path: str, texts: dict[str, str]) -> None:
    try:
        text, problem = decode(read_bytes(gather.root, path))
    except UserError as error:
        gather.problem(path, error.message)
        return
    if problem:
        gather.problem(path, problem.message, problem.line)
    else:
        texts[path] = text


def _read_named(gather: Gathering, skills: tuple[Skill, ...], texts: dict[str, str]) -> Iterator[str]:
    """Read the files that the skills name, and yield the paths of those that are there and are no text."""
    named = (path for skill in skills for each in named_files(skill.path, skill.text) for path in each.candidates)
    for path in dict.fromkeys(named):
        if path in texts:
            continue
        try:
            real = inside(gather.root, path)
            if is_file(real):
                text, problem = decode(read_bytes(gather.root, path))
                if not problem:
                    texts[path] = text
        except (UserError, OSError, ValueError):
            continue
        if exists(real) and path not in texts:
            yield path


def _written_by_people(path: str, text: str) -> str:
    """The log with blank lines for the entries that the bot wrote: what it read in a report does not count twice."""
    from bot.model.logbook import BOT

    if BOT not in text.lower():
        return text
    from bot.reading.experiment_log import read_log

    log = read_log(path, text)
    lines = text.split("\n")
    people = {entry.lines for entry in log.evidence}
    for first, last in (entry.lines for entry in log.entries if entry.lines not in people):
        lines[first - 1 : last] = [""] * len(lines[first - 1 : last])
    return "\n".join(lines)
