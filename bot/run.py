"""Run the core on what was gathered: one plan, whatever is done with it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.gathering import Gathered, Notify, Writer, all_read, file_warnings, with_evidence
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

    repository = all_read(gathered, notify)
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

    repository = all_read(gathered, notify)
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
    again = propose(retrospective, all_read(gathered), plan.request, plan.selection, gathered.blob_url)
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
