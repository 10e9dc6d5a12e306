"""The core on one checkout, for whoever answers requests: each is gathered once, and plans are made and made anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.errors import UserError
from bot.gathering import Gathered, Notify, Writer, gather, select_reports
from bot.model.plan import Plan
from bot.model.report import Paragraph
from bot.model.repository import Repository
from bot.model.selection import Candidate, Request, Selection
from bot.run import plan_from, plan_renamed, plan_without


class Planner:
    """Plans on the files at `root`; `blob_url` is where they are shown as they were read, with a slash at its end.

    `writer_of` gives the writer for a repository, None for the rules alone; `notify` is told what is being done.
    """

    def __init__(
        self,
        root: Path,
        domain: str = "",
        blob_url: str = "",
        writer_of: Callable[[Repository], Writer | None] = lambda repository: None,
        notify: Notify = lambda text: None,
    ) -> None:
        self.root, self.domain, self.blob_url = root, domain, blob_url
        self.writer_of, self.notify = writer_of, notify
        self._gathered: dict[Request, Gathered] = {}

    def select(self, request: Request) -> Selection:
        """Return what a request means."""
        return select_reports(self._gather(request), request)

    def plan(self, request: Request, selection: Selection) -> Plan:
        """Return the plan for a clear selection."""
        return plan_from(self._gather(request), request, selection, self.notify)

    def without(self, plan: Plan, dropped: Sequence[int]) -> Plan:
        """Return the plan without some of its proposals."""
        return plan_without(self._gather(plan.request), plan, dropped)

    def renamed(self, plan: Plan, names: Mapping[str, str]) -> Plan:
        """Return the plan with new skills under other names; raise `UserError` for a name that cannot be."""
        from bot.propose.skill_validity import LONGEST_NAME, NAME

        gathered = self._gather(plan.request)
        taken = {skill.name for skill in gathered.repository.skills}
        taken |= {draft.name for draft in plan.retrospective.skills if draft.name not in names}
        for new in names.values():
            if not NAME.fullmatch(new) or len(new) > LONGEST_NAME:
                raise UserError(
                    f"{new[:80]!r} is no name for a skill", fix="lower-case words joined by hyphens, up to 64 signs"
                )
            if new in taken:
                raise UserError(f"there is a skill {new} already", fix="choose another name")
            taken.add(new)
        return plan_renamed(gathered, plan, names)

    def first_lines(self, candidates: Sequence[Candidate]) -> tuple[str, ...]:
        """Return the first sentence of each report, empty where it has none."""
        reports = {report.path: report for gathered in self._gathered.values() for report in gathered.repository.reports}
        lines = []
        for candidate in candidates:
            blocks = reports[candidate.path].blocks if candidate.path in reports else ()
            first = next((block for block in blocks if isinstance(block, Paragraph)), None)
            lines.append(first.text if first else "")
        return tuple(lines)

    def _gather(self, request: Request) -> Gathered:
        if request not in self._gathered:
            found = gather(self.root, request, self.domain, self.notify)
            self._gathered[request] = found._replace(blob_url=self.blob_url, writer=self.writer_of(found.repository))
        return self._gathered[request]
