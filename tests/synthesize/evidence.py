"""Reports, log entries and facts written out by hand, and the repository that they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import dedent

from bot.model.domain import Domain, Vocabulary
from bot.model.fact import Fact, Kind, ReportFacts
from bot.model.report import Heading, Lines, Report
from bot.model.repository import Document, Layout, Registry, Repository, Skill
from bot.reading.experiment_log import read_log
from bot.reading.markdown import markdown_blocks
from bot.reading.skill import read_skill
from bot.synthesize.evidence.units import Unit, units

PATH = "reports/queue-depth.md"
LOG = "docs/experiment-log.md"
TODAY = "2025-03-14"
LAYOUT = Layout(".codex/skills", ".codex/skills/registry.json", "reports", LOG, "docs/troubleshooting.md", "templates")
DOMAIN = Domain(
    "research",
    "Research",
    "{task}-{finding}",
    Vocabulary(
        metrics=("loss", "memory", "throughput", "time", "accuracy", "parity"),
        lower_is_better=("loss", "memory", "time"),
        higher_is_better=("throughput", "accuracy"),
    ),
    subjects=("llama", "attention"),
)


def text(markdown: str) -> str:
    """Return an indented literal as the text of a file; its first line is line 1."""
    return dedent(markdown).lstrip("\n")


def report(markdown: str, path: str = PATH, date: str = "2025-03-12") -> Report:
    """Return a markdown report; its title is its first heading."""
    blocks = markdown_blocks(text(markdown))
    title = next((block.text for block in blocks if isinstance(block, Heading)), "")
    return Report(path, "markdown", title, date, blocks=blocks)


def repository(
    *reports: Report, skills: Iterable[Skill] = (), log: str = "", guide: str = "", domain: Domain = DOMAIN
) -> Repository:
    """Return a repository that holds these reports, skills, log and troubleshooting guide."""
    return Repository(
        LAYOUT,
        Registry(LAYOUT.registry, ""),
        domain,
        reports,
        read_log(LOG, text(log)) if log else None,
        Document(LAYOUT.troubleshooting, text(guide)) if guide else None,
        tuple(skills),
    )


def skill(name: str, markdown: str, kind: str = "result") -> Skill:
    """Return an existing skill with a front matter that names it."""
    body = f"---\nname: {name}\ndescription: Advice on {name}.\n---\n\n{text(markdown)}"
    return read_skill(f".codex/skills/{name}/SKILL.md", body, kind)


def facts_of(written: Report, *facts: Fact, status: str = "") -> ReportFacts:
    """Return hand-made facts as those of a report."""
    return ReportFacts(written.path, written.title, written.date, status, "research", facts)


def unit(markdown: str, *facts: Fact, path: str = PATH, status: str = "") -> Unit:
    """Return one report with hand-made facts as the synthesis sees it."""
    written = report(markdown, path)
    return units([facts_of(written, *facts, status=status)], repository(written))[0]


def bare(*facts: Fact, path: str = PATH, status: str = "") -> Unit:
    """Return a report whose text is not at hand: its facts alone are what is known of it."""
    return units([ReportFacts(path, "queue", "2025-03-12", status, "research", facts)], repository())[0]


def entry_facts(log: str, *facts: Fact, number: int = 0) -> ReportFacts:
    """Return hand-made facts as those of an entry of the log."""
    entry = read_log(LOG, text(log)).entries[number]
    return ReportFacts(LOG, entry.title, entry.date, "", "research", facts, entry=entry.title, lines=entry.lines)


def entry_unit(log: str, *facts: Fact) -> Unit:
    """Return the first entry of a log with hand-made facts as the synthesis sees it."""
    return units([entry_facts(log, *facts)], repository(log=log))[0]


def metric(line: int, name: str, value: str, subject: str = "", number: float | None = None) -> Fact:
    """Return a measured result on one line; its number is read off the value where none is given."""
    found = number if number is not None else _number(value)
    return Fact(Kind.METRIC, (line, line), "test", name=name, value=value, number=found, subject=subject)


def setting(line: int, name: str, value: str, subject: str = "") -> Fact:
    """Return a parameter on one line."""
    return Fact(Kind.PARAMETER, (line, line), "test", name=name, value=value, subject=subject)


def setup(line: int, name: str, value: str) -> Fact:
    """Return a part of the setup on one line."""
    return Fact(Kind.SETUP, (line, line), "test", name=name, value=value)


def said(kind: Kind, line: int, words: str, reason: str = "", last: int = 0) -> Fact:
    """Return a fact that is a statement."""
    lines: Lines = (line, last or line)
    return Fact(kind, lines, "test", text=words, reason=reason)


def finding(line: int, words: str) -> Fact:
    """Return a finding on one line."""
    return said(Kind.FINDING, line, words)


def practice(line: int, words: str) -> Fact:
    """Return a recommendation on one line."""
    return said(Kind.PRACTICE, line, words)


def success(line: int, words: str) -> Fact:
    """Return something that worked, on one line."""
    return said(Kind.SUCCESS, line, words)


def failure(line: int, words: str, reason: str = "") -> Fact:
    """Return something that did not work, on one line."""
    return said(Kind.FAILURE, line, words, reason)


def error(line: int, symptom: str, cause: str = "", fix: str = "", last: int = 0) -> Fact:
    """Return a problem with its cause and fix."""
    lines: Lines = (line, last or line)
    return Fact(Kind.ERROR, lines, "test", symptom=symptom, cause=cause, fix=fix)


def _number(value: str) -> float | None:
    digits = "".join(sign for sign in value if sign.isdigit() or sign in ".-")
    try:
        return float(digits)
    except ValueError:
        return None
