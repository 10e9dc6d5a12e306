"""The plan: each draft of a retrospective as a change of a file with its reason, and the pull request that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.model.draft import Retrospective, SkillDraft, Source, Statement, TroubleshootingDraft, Writing
from bot.model.logbook import ExperimentLog
from bot.model.plan import Action, Plan, Proposal, Target
from bot.model.repository import Repository
from bot.model.selection import Request, Selection
from bot.propose.change import Change, What, numbered, proposal
from bot.propose.digests import entry_digest, log_digest, registry_digest
from bot.propose.guide import extended_guide
from bot.propose.line_edits import apply_edits, line_shift
from bot.propose.log_entry import EntryContent, as_read
from bot.propose.log_insertion import NEW_LOG, held_before, log_edits
from bot.propose.pull_request import Described, evidence_count, pull_request_text, retrospective_title
from bot.propose.registry_entries import NewEntry, listed
from bot.propose.relocation import Locate, relocated, relocation
from bot.propose.skill_changes import drafts_and_updates, new_skills, skill_path, skill_updates
from bot.propose.skill_file import draft_sources
from bot.propose.skill_template import skill_template
from bot.propose.summary_text import Links, summary_markdown, summary_sections
from bot.propose.write_permission import may_write
from bot.propose.writing_notes import writing_notes
from bot.secrets.redaction import without_secrets

_NO_REGISTRY = "The repository has no registry of skills; retro-bot works without one."


def propose(
    retrospective: Retrospective, repository: Repository, request: Request, selection: Selection, blob_url: str = ""
) -> Plan:
    """Return the plan for a retrospective.

    `blob_url` is the address below which the files are shown as they were read (it ends with a slash); without it, the
    pull request links them by their paths. On evidence whose plan was applied already, nothing is proposed.
    """
    changes, refused = _changes(retrospective, repository, request)
    proposals, files = numbered(changes)
    warnings = (*retrospective.warnings, *refused)
    date = retrospective.log.date if retrospective.log else request.today
    links = Links(_sources(retrospective, proposals), blob_url)
    has_new = any(each.target is Target.SKILL and each.action is Action.CREATE for each in proposals)
    lacks = (_NO_REGISTRY,) if has_new and not repository.registry.text else ()
    notes = (*lacks, *writing_notes(retrospective, proposals, links))
    described = Described(proposals, summary_sections(retrospective, links), notes, warnings, links)
    title = retrospective_title(retrospective, (*evidence_count(selection), date))
    text = pull_request_text(retrospective, request, selection, title, described)
    summary = _summary(retrospective, date)
    return without_secrets(Plan(request, selection, retrospective, summary, proposals, files, text, warnings))


def _summary(retrospective: Retrospective, date: str) -> str:
    links = Links(_sources(retrospective, ()))
    return summary_markdown(retrospective_title(retrospective, (date,)), summary_sections(retrospective, links))


def _sources(retrospective: Retrospective, proposals: Sequence[Proposal]) -> tuple[Source, ...]:
    """Return the places that the summary cites, and with proposals also those that the pull request cites."""
    summary = retrospective.summary
    statements = [*summary.what_we_tried, *summary.key_findings, *summary.what_failed, *summary.open_questions]
    if proposals:
        statements += [said for pair in retrospective.contradictions for said in (pair.new, pair.old)]
        statements += [said for merge in (retrospective.writing or Writing("")).merges for said in merge.how]
        statements += [Statement("", tuple(bar.source for bar in each.measurements)) for each in retrospective.comparisons]
    cited = (*(statement.sources for statement in statements), *(each.evidence for each in proposals))
    return tuple(source for sources in cited for source in sources)


def _changes(retrospective: Retrospective, repository: Repository, request: Request) -> tuple[list[Change], list[str]]:
    """Return the changes in the order in which they are numbered, and what could not be proposed.

    The log gets its entry only with something else to tell of, or where nothing else was drafted at all. A retrospective
    that the bot logged before, on the same state of the evidence, is over: what was declined then stays declined.
    """
    log = _log(repository) if retrospective.log else None
    content = EntryContent(retrospective.log, log.path, _lengths(repository)) if log and retrospective.log else None
    held = held_before(log, content) if log and content else None
    if log and held:
        return [], [f"{log.path}:{held.lines[0]}: this retrospective was held; remove its entry to have it proposed again"]
    edits = log_edits(log, content, repository.templates) if log and content else []
    locate: Locate = relocation(log.path, line_shift(edits)) if log else as_read
    template = skill_template(repository.templates)
    new, updates = drafts_and_updates(retrospective.skills, retrospective.updates, repository, request.today)
    created, not_created = new_skills(new, repository, template, locate)
    updated, not_updated = skill_updates(updates, repository, template, locate)
    changes = [*created, *updated, *_guide_change(retrospective.troubleshooting, repository, locate)]
    changes += _registry_change(new, created, repository, request.today)
    is_drafted = bool(retrospective.skills or retrospective.updates or retrospective.troubleshooting)
    if log and content and edits and (changes or not is_drafted):
        changes += _log_change(log, content._replace(locate=locate), repository)
    return changes, [*not_created, *not_updated, *_homeless(retrospective, repository)]


def _guide_change(drafts: Sequence[TroubleshootingDraft], repository: Repository, locate: Locate) -> Iterable[Change]:
    path = repository.layout.troubleshooting
    if not drafts or not _has_home(path, repository.guide is not None, repository):
        return
    before = repository.guide.text if repository.guide else None
    moved = {relocated(draft, locate): draft for draft in drafts}
    content, added = extended_guide(path, before, tuple(moved), repository.templates)
    action = Action.APPEND if before is not None else Action.CREATE
    carried = tuple(
        proposal(
            What(Target.TROUBLESHOOTING, action, path, entry.draft.pattern),
            (entry.heading,),
            "the guide has no entry with this symptom" if before is not None else "the guide does not exist yet",
            moved[entry.draft].sources,
            entry_digest(entry.draft),
        )
        for entry in added
    )
    if carried:
        yield Change(path, before or "", content, carried, is_new=before is None)


def _registry_change(
    drafts: Sequence[SkillDraft], created: Sequence[Change], repository: Repository, today: str
) -> Iterable[Change]:
    registry = repository.registry
    written = {change.path for change in created}
    entries = [NewEntry(draft, path) for draft in drafts if (path := skill_path(draft.name, repository)) in written]
    content, names = listed(registry, entries, today)
    if names and may_write(registry.path, repository.layout):
        evidence = [source for entry in entries if entry.draft.name in names for source in draft_sources(entry.draft)]
        what = What(Target.REGISTRY, Action.UPDATE, registry.path, ", ".join(names))
        reason = "lists the new skill" if len(names) == 1 else f"lists the {len(names)} new skills"
        carried = proposal(what, ("skills",), reason, evidence, registry_digest(names))
        yield Change(registry.path, registry.text, content, (carried,))


def _log_change(log: ExperimentLog, content: EntryContent, repository: Repository) -> Iterable[Change]:
    draft, is_new = content.draft, repository.log is None
    text = apply_edits(log.text, log_edits(log, content, repository.templates))
    evidence = [source for statement in (*draft.details, *draft.points) for source in statement.sources]
    what = What(Target.LOG, Action.CREATE if is_new else Action.APPEND, log.path, draft.title)
    carried = proposal(what, (draft.title,), "records this retrospective", evidence, log_digest(draft))
    yield Change(log.path, "" if is_new else log.text, text, (carried,), is_new=is_new)


def _log(repository: Repository) -> ExperimentLog | None:
    """Return the log, an empty one where it may be created, None where the repository has no place for one."""
    path = repository.layout.experiment_log
    if not _has_home(path, repository.log is not None, repository):
        return None
    return repository.log or ExperimentLog(path, NEW_LOG, ())


def _lengths(repository: Repository) -> dict[str, int]:
    """Return the last line with content of each report."""
    return {report.path: max((block.lines[1] for block in report.blocks), default=0) for report in repository.reports}


def _has_home(path: str, exists: bool, repository: Repository) -> bool:
    """Say whether a document may be changed, or created by the convention that the repository follows."""
    follows = bool(
        repository.registry.text or repository.skills or repository.templates or repository.log or repository.guide
    )
    return bool(path) and may_write(path, repository.layout) and (exists or follows)


def _homeless(retrospective: Retrospective, repository: Repository) -> list[str]:
    """Return a warning for drafts that have no file to go to."""
    layout = repository.layout
    lost = []
    if retrospective.troubleshooting and not _has_home(layout.troubleshooting, repository.guide is not None, repository):
        count = len(retrospective.troubleshooting)
        entries = "1 troubleshooting entry is" if count == 1 else f"{count} troubleshooting entries are"
        lost.append(("troubleshooting", f"{entries} not proposed"))
    if retrospective.log and not _has_home(layout.experiment_log, repository.log is not None, repository):
        lost.append(("experiment_log", "the log entry is not proposed"))
    return [f"{what}: set paths.{key} in {layout.registry} to a markdown file of the repository" for key, what in lost]
