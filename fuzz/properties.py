"""What has to hold for any input: the checks that the fuzz targets and the property tests share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pyromark

from bot.domains.loading import load_domain
from bot.extract.report_facts import extract_entry, extract_facts
from bot.model.draft import SkillDraft
from bot.model.fact import ReportFacts
from bot.model.plan import Plan
from bot.model.report import Block, Paragraph, Report, Table
from bot.model.repository import Document, Layout, Registry, Repository
from bot.model.selection import Request
from bot.propose.plan import propose
from bot.propose.registry_entries import NewEntry, listed
from bot.propose.sanitising import BODY_TAGS, body, cell, fenced, inline, plain
from bot.reading.experiment_log import read_log
from bot.reading.report import read_report
from bot.reading.skill import read_skill
from bot.reading.text import decode
from bot.select.selection import evidence, select
from bot.shell.layout import find_layout
from bot.shell.registry_file import registry_from, registry_paths
from bot.synthesize.retrospective import synthesize

LOG, GUIDE, SKILL = "docs/experiment-log.md", "docs/troubleshooting.md", ".codex/skills/lora-rank/SKILL.md"
DOMAINS = tuple(load_domain(name)[0] for name in ("research", "unsloth", "cuda"))

_MARKDOWN = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH | pyromark.Options.ENABLE_TASKLISTS
_TAG = re.compile(r"</?([a-z]+)(?: open)?>")
_MENTION = re.compile(r"(?<![A-Za-z0-9@`])@[A-Za-z0-9]")
_CLOSING = re.compile(
    r"(?<![A-Za-z0-9])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s{1,9}"
    r"(?:(?:[\w.-]+/[\w.-]+)?#\d+|gh-\d+|https?://[^\s<>`]+/(?:issues|pull)/\d+)(?![^\W_]|@)",
    re.I,
)
_SKIP = re.compile(r"\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]", re.I)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
_TAG_HERE, _LINK_HERE = "\ufffb", "\ufffa"  # GitHub finds names and addresses in one text, none across a tag or a link
_MARKED = ("Emphasis", "Strong", "Strikethrough")
_TODAY = "2025-01-20"


def check_report(path: str, data: bytes, domain: int = 0) -> ReportFacts:
    """Read and extract: nothing raises, all stands on lines of the file, and CRLF makes no difference."""
    facts = _facts(path, data, domain)
    text, problem = decode(data)
    if problem is None and "\n" in text and len(data) % 3 == 0:
        windows = text.replace("\n", "\r\n").encode("utf-8", "surrogatepass")
        assert _facts(path, windows, domain) == facts, "CRLF and LF differ"
    return facts


def _facts(path: str, data: bytes, domain: int) -> ReportFacts:
    report = read_report(path, data)
    facts = extract_facts(report, DOMAINS[domain % len(DOMAINS)])
    last = _line_count(data)
    for first, end in (*_places(report), *(fact.lines for fact in facts.facts)):
        assert 1 <= first <= end <= last, f"lines {first}-{end} of a file of {last}"
    return facts


def _line_count(data: bytes) -> int:
    text, _ = decode(data)
    return max(text.count("\n"), data.count(b"\n")) + 1


def _places(report: Report) -> Iterator[tuple[int, int]]:
    yield from ((problem.line, problem.line) for problem in report.problems)
    for block in report.blocks:
        yield block.lines
        yield from _inner_places(block)


def _inner_places(block: Block) -> Iterator[tuple[int, int]]:
    if isinstance(block, Table):
        yield from (cell.lines for row in (block.header, *block.rows) for cell in row)
    elif isinstance(block, Paragraph):
        yield block.lines[0], block.lines[0] + block.text.count("\n")


def check_sanitiser(text: str) -> None:
    """Make a text safe in each way: what is rendered mentions, closes, loads, runs and hides nothing; twice is as once."""
    once = inline(text)
    assert inline(once) == once, "inline is not stable"
    assert "\n" not in once
    _check_rendered(once)
    _check_rendered(f"- {once}\n")
    _check_rendered(f"| a | b |\n|---|---|\n| {cell(text)} | c |\n")
    whole = body(text)
    assert body(whole) == whole, "body is not stable"
    _check_rendered(whole)
    title = plain(text, 100)
    assert len(title) <= 100
    assert "\n" not in title
    assert not _CLOSING.search(title), title
    assert not _SKIP.search(f"{title}\n{whole}"), "GitHub is told to skip workflows"
    block = "\n".join(fenced(text, "yaml"))
    kinds = [kind for kind, _ in _events(f"{block}\nafter\n")]
    assert kinds.count("CodeBlock") == 1, "the fence was closed from inside"


def _check_rendered(markdown: str) -> None:
    words: list[str] = []
    for kind, value in _events(markdown):
        if kind == "Text":
            words.append(value)
        elif kind in ("Html", "InlineHtml"):
            assert all((tag := _TAG.fullmatch(part)) and tag[1] in BODY_TAGS for part in _tags(value)), f"HTML: {value}"
            words.append(_TAG_HERE)
        elif kind == "Image":
            raise AssertionError(f"an image: {value}")
        elif kind == "LinkEnd":
            words.append(_LINK_HERE)
        elif kind == "Link":
            words.append(_LINK_HERE)
            assert not re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|/)", value, re.I), f"a link to {value}"
        else:
            words.append(" " if kind.removesuffix("End") in _MARKED else "\ufffc")
    shown = "".join(words)
    assert not _MENTION.search(shown), f"a mention: {shown!r}"  # names and addresses are of one text, not across a tag
    assert not re.search(r"(?:https?|ftp)://\w|(?<![A-Za-z0-9/.@-])www\.\w", shown), f"a bare address: {shown!r}"
    shown = shown.replace(_TAG_HERE, "")
    assert not _CLOSING.search(shown), f"a closing keyword: {shown!r}"
    assert not _UNSEEN.search(shown), f"an unseen character: {shown!r}"


def _tags(html: str) -> list[str]:
    return re.findall(r"<[^>]*>?", html)


def _events(markdown: str) -> Iterator[tuple[str, str]]:
    """Yield the kind of each event of the markdown and its text: code apart from other text, a link with its address."""
    in_code = False
    event: Any
    for event in pyromark.events(markdown, options=_MARKDOWN):
        if isinstance(event, str):
            yield event, ""
            continue
        (kind, value), *_ = event.items()
        if kind in ("Start", "End"):
            name, detail = (value, None) if isinstance(value, str) else next(iter(value.items()))
            in_code = (kind == "Start") if name == "CodeBlock" else in_code
            if kind == "Start":
                yield name, str(detail["dest_url"]) if isinstance(detail, dict) and "dest_url" in detail else ""
            elif name in ("Link", *_MARKED):
                yield f"{name}End", ""
        elif kind == "Text" and in_code:
            yield "Verbatim", value
        else:
            yield kind, str(value)


def check_registry(data: bytes) -> None:
    """Read a registry and list a skill in it: nothing raises, problems name its lines, what it holds stays as it is."""
    path = ".codex/skills/registry.json"
    registry, problems = registry_from(path, data)
    last = data.count(b"\n") + 1
    assert all(1 <= problem.line <= last for problem in problems)
    paths = registry_paths(registry)
    find_layout(".codex/skills", paths, ["reports/a.md", "docs/experiment-log.md"], (".md",))
    draft = SkillDraft(
        "llama3-lora-rank",
        "Rank",
        'Rank 16 fits. Use when: "choosing".',
        "choosing",
        "Rank 16",
        (),
        "unsloth",
        _TODAY,
        "new",
    )
    text, names = listed(registry, (NewEntry(draft, f".codex/skills/{draft.name}/SKILL.md"),), _TODAY)
    if not names:
        assert text == registry.text
        return
    _check_kept(registry, json.loads(text.removeprefix("\ufeff")))


def _check_kept(registry: Registry, after: dict[str, object]) -> None:
    before = json.loads(registry.text.removeprefix("\ufeff"))
    skills = after.pop("skills")
    kept = before.pop("skills")
    assert isinstance(skills, dict | list)
    assert len(skills) == len(kept) + 1
    if "updated" in before:
        after["updated"] = before["updated"]
    assert json.dumps(after) == json.dumps(before), "something else changed"


class Texts(NamedTuple):
    """A repository as a property test makes it: reports, and what people wrote into the files that a plan changes."""

    reports: tuple[str, ...]
    log: str
    guide: str
    skill: str


def check_plan(texts: Texts) -> None:
    """Plan, apply, and plan again: the second plan proposes nothing, and each line that people wrote is still there."""
    before = _repository(texts)
    plan = _planned(before)
    for change in plan.files:
        old = {LOG: texts.log, GUIDE: texts.guide, SKILL: texts.skill}.get(change.path, "")
        assert change.before == old, f"{change.path}: the plan started from another text"
        assert change.content != old, f"{change.path}: a change that changes nothing"
        _check_lines_kept(change.path, old, change.content)
    written = {change.path: change.content for change in plan.files}
    after = Texts(
        texts.reports, written.get(LOG, texts.log), written.get(GUIDE, texts.guide), written.get(SKILL, texts.skill)
    )
    new = {path: text for path, text in written.items() if path not in (LOG, GUIDE, SKILL)}
    again = _planned(_repository(after, new))
    assert not again.files, f"proposed twice: {[change.path for change in again.files]}"


def _repository(texts: Texts, more_skills: Mapping[str, str] = MappingProxyType({})) -> Repository:
    reports = tuple(
        read_report(f"reports/2025-03-1{number}-run.md", text.encode("utf-8", "surrogatepass"))
        for number, text in enumerate(texts.reports)
    )
    skills = {SKILL: texts.skill, **more_skills}
    return Repository(
        Layout(".codex/skills", ".codex/skills/registry.json", "reports", LOG, GUIDE, ""),
        Registry(".codex/skills/registry.json", ""),
        DOMAINS[1],
        reports,
        read_log(LOG, texts.log),
        Document(GUIDE, texts.guide),
        tuple(read_skill(path, text, "result") for path, text in skills.items() if path.endswith("SKILL.md")),
    )


def _planned(repository: Repository) -> Plan:
    request = Request("all", _TODAY)
    selection = select(request, repository)
    chosen = evidence(selection, repository)
    facts = [extract_facts(report, repository.domain) for report in chosen.reports]
    facts += [extract_entry(entry, repository.domain) for entry in chosen.log_entries]
    return propose(synthesize(tuple(facts), repository, request.today), repository, request, selection)


def _check_lines_kept(path: str, old: str, new: str) -> None:
    """Whoever adds keeps: the old lines are there in their order, but for a date and what is marked as superseded."""
    remaining = iter(new.splitlines())
    for line in old.splitlines():
        if not line.strip() or "updated" in line or "(Template)" in line:
            continue
        assert any(line == other or (path == SKILL and line in other) for other in remaining), f"{path}: lost {line!r}"
