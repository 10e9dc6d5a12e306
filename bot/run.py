"""Gather what the core needs from the outside world, and run the core on it: one plan, whatever is done with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bot.model.changes import Changes
from bot.model.domain import Domain
from bot.model.draft import Retrospective, Summary
from bot.model.fact import ReportFacts
from bot.model.logbook import LogEntry
from bot.model.plan import Plan, PullRequestText, Target
from bot.model.report import Report
from bot.model.repository import Repository
from bot.model.selection import Outcome, Request, Selection
from bot.shell.cache import Cache, kept_cache
from bot.shell.kept_facts import RULES, facts_from, facts_keys, facts_text
from bot.shell.kept_plan import plan_from_text, plan_key, plan_text
from bot.shell.repository_files import load_repository, with_the_rest_read

if TYPE_CHECKING:
    from bot.select.ranking import Index

Writer: TypeAlias = Callable[[Retrospective, Sequence[ReportFacts], Repository], Retrospective]
"""Words a retrospective anew; what it was made from is at hand. The one that is given back may be proposed as it is."""

Notify: TypeAlias = Callable[[str], None]
"""Told, in a few words, what is being done."""


class Gathered(NamedTuple):
    """All that the core may look at for one request; `blob_url` (or empty) is where the files are shown as read.

    `root` is where the repository lies. Where that is partial, `indexing` knows the words of the reports that it holds.
    `writer` words what the rules conclude, where somebody asked for one.
    """

    root: Path
    repository: Repository
    changes: Changes | None
    blob_url: str = ""
    indexing: Index | None = None
    writer: Writer | None = None


def gather(root: Path, request: Request, domain: str = "", notify: Notify = lambda text: None) -> Gathered:
    """Read the repository at `root`, and from its history what `request.since` asks for. Raises `UserError`."""
    repository = load_repository(root, domain, request.reports, notify)
    changes = None
    if request.since:
        from bot.shell.git_history import changes_since

        changes = changes_since(root, request.since, repository.layout)
    if not repository.is_partial:
        return Gathered(root, repository, changes)
    from bot.shell.many_reports import in_question

    repository, index = in_question(root, repository, request, changes, kept_cache(os.environ), notify)
    return Gathered(root, repository, changes, indexing=index)


def select_reports(gathered: Gathered, request: Request) -> Selection:
    """Return which reports and log entries the request means."""
    from bot.select.selection import WHOLE, select

    return select(request, gathered.repository, gathered.changes, gathered.indexing or WHOLE)


def with_evidence(gathered: Gathered, selection: Selection, notify: Notify = lambda text: None) -> Gathered:
    """Return what was gathered with the selected reports read, where the repository is partial and held no texts.

    Others beside them are known by their bytes alone, which tell whether a kept plan still holds.
    """
    if not gathered.repository.is_partial:
        return gathered
    from bot.shell.many_reports import with_chosen

    chosen = [report.path for report in selection.reports]
    return gathered._replace(repository=with_chosen(gathered.root, gathered.repository, chosen, notify))


def _all_read(gathered: Gathered, notify: Notify = lambda text: None) -> Repository:
    repository = gathered.repository
    return with_the_rest_read(gathered.root, repository, notify) if repository.is_partial else repository


def ready(request: Request, selection: Selection) -> bool:
    """Say whether a plan can be made: something is selected, or a revision was asked for and nothing changed since."""
    nothing_new = bool(request.since) and not request.words and not request.reports
    return selection.outcome is Outcome.SELECTED or (nothing_new and selection.outcome is Outcome.NONE)


def plan_from(gathered: Gathered, request: Request, selection: Selection, notify: Notify = lambda text: None) -> Plan:
    """Return the plan for a selection that is `ready`; its warnings name what could not be read."""
    chosen = selection.outcome is Outcome.SELECTED
    gathered = with_evidence(gathered, selection, notify) if chosen else gathered
    plan = _planned(gathered, request, selection, notify) if chosen else _nothing_new(request, selection)
    if gathered.writer and plan.proposals:
        plan = _reworded(gathered, gathered.writer, plan, notify)
    return plan._replace(warnings=tuple(dict.fromkeys((*plan.warnings, *file_warnings(gathered.repository, selection)))))


def _planned(gathered: Gathered, request: Request, selection: Selection, notify: Notify) -> Plan:
    """The plan kept from the same request on the same repository, else a new one."""
    repository, cache = gathered.repository, kept_cache(os.environ)
    key = plan_key(repository, gathered.changes, request, selection, gathered.blob_url) if cache else None
    kept = cache.read([key]) if cache and key else {}
    plan = plan_from_text(kept[key], repository) if key in kept else None
    if plan is not None:
        return plan
    from bot.propose.plan import propose
    from bot.secrets.redaction import clean_evidence
    from bot.synthesize.retrospective import synthesize

    repository = _all_read(gathered, notify)
    clean, warnings = clean_evidence(repository, {one.path for one in selection.reports})
    facts = extract_selection(clean, selection, notify, cache)
    learnt = synthesize(facts, clean, request.today, selection.is_everything)
    learnt = learnt._replace(warnings=(*learnt.warnings, *warnings))
    plan = propose(learnt, repository, request, selection, gathered.blob_url)
    if cache and key:
        cache.write([(key, plan_text(plan))])
    return plan


def _reworded(gathered: Gathered, writer: Writer, plan: Plan, notify: Notify) -> Plan:
    """The plan in the words of `writer`; the rules' where these words would cost a proposal."""
    from bot.propose.plan import propose
    from bot.secrets.redaction import clean_evidence

    repository = _all_read(gathered, notify)
    clean, _ = clean_evidence(repository, ())
    facts = extract_selection(clean, plan.selection, notify, kept_cache(os.environ))
    notify("asking the model")
    made = writer(plan.retrospective, facts, clean)
    worded = propose(made, repository, plan.request, plan.selection, gathered.blob_url)
    if {each.path for each in worded.proposals} == {each.path for each in plan.proposals}:
        return worded
    lost = "writer: with the model's words a proposal could not be made; the rules' text stands"
    return plan._replace(warnings=(*plan.warnings, lost))


def plan_without(gathered: Gathered, plan: Plan, dropped: Collection[int]) -> Plan:
    """Return the plan as it would be without the proposals whose ids are `dropped`."""
    from bot.propose.dropping import without

    turned_down = [proposal for proposal in plan.proposals if proposal.id in dropped]
    left = _proposed_again(gathered, plan, without(plan.retrospective, turned_down))
    registries = {proposal.path for proposal in turned_down if proposal.target is Target.REGISTRY}
    return left._replace(
        proposals=tuple(proposal for proposal in left.proposals if proposal.path not in registries),
        files=tuple(change for change in left.files if change.path not in registries),
    )


def plan_renamed(gathered: Gathered, plan: Plan, names: Mapping[str, str]) -> Plan:
    """Return the plan with new skills under other names (old to new)."""
    from bot.propose.renaming import renamed

    return _proposed_again(gathered, plan, renamed(plan.retrospective, names)) if names else plan


def _proposed_again(gathered: Gathered, plan: Plan, retrospective: Retrospective) -> Plan:
    from bot.propose.plan import propose

    gathered = with_evidence(gathered, plan.selection)
    again = propose(retrospective, _all_read(gathered), plan.request, plan.selection, gathered.blob_url)
    return again._replace(warnings=plan.warnings)


def extract_selection(
    repository: Repository, selection: Selection, notify: Notify, cache: Cache | None = None
) -> tuple[ReportFacts, ...]:
    """Return the facts of the selected reports and log entries: those that `cache` keeps, and new ones."""
    from bot.select.selection import evidence

    chosen = evidence(selection, repository)
    items: tuple[Report | LogEntry, ...] = (*chosen.reports, *chosen.log_entries)
    if cache is None:
        return tuple(_extracted(items, repository.domain, notify))
    keys = facts_keys(items, repository.log, repository.domain, cache.rules_version(*RULES))
    kept = {key: facts for key, text in cache.read(keys).items() if (facts := facts_from(text))}
    left = {key: item for key, item in zip(keys, items, strict=True) if key not in kept}
    new = dict(zip(left, _extracted(tuple(left.values()), repository.domain, notify), strict=True))
    cache.write((key, facts_text(facts)) for key, facts in new.items())
    return tuple(kept.get(key) or new[key] for key in keys)


def _extracted(items: Sequence[Report | LogEntry], domain: Domain, notify: Notify) -> Iterator[ReportFacts]:
    """Yield the facts of each item, extracted in several processes where there are many."""
    from bot.shell.engines import batches_of, engine_for
    from bot.shell.extraction import facts_of_items, lost, portable

    left = iter(items)
    for results in engine_for(len(items)).map(facts_of_items, batches_of((portable(item), domain) for item in items)):
        for facts in results:
            item = next(left)
            path = item.body.path if isinstance(item, LogEntry) else item.path
            notify(f"extracting {path}")
            yield facts or lost(path)


def _nothing_new(request: Request, selection: Selection) -> Plan:
    title = f"Nothing new since {request.since}"
    return Plan(
        request, selection, Retrospective(Summary(title)), f"## {title}\n", (), (), PullRequestText("", title, ""), ()
    )


def file_warnings(repository: Repository, selection: Selection) -> list[str]:
    """Return what is wrong with files; of the reports, only those count that are selected or could not be read at all."""
    other = {report.path for report in repository.reports} - {report.path for report in selection.reports}
    return [
        f"{path}: {problem.message}" if path.startswith("--") else f"{path}:{problem.line}: {problem.message}"
        for path, problems in repository.problems.items()
        if path not in other
        for problem in problems
    ]
