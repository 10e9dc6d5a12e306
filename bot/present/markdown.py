"""A plan as markdown: the summary, then each proposal with its reason, its evidence and its diff."""

from __future__ import annotations

import re

from bot.model.plan import FileChange, Plan, Proposal
from bot.present.patch import file_patch
from bot.present.places import places
from bot.present.terminal import proposal_kind

_FENCE = re.compile(r"`{3,}")


def plan_markdown(plan: Plan) -> str:
    """Return the whole plan as one document."""
    blocks = [plan.summary_markdown.strip(), f"## Proposals ({len(plan.proposals)})"]
    blocks += [_proposal(proposal) for proposal in plan.proposals] or ["Nothing to propose."]
    if plan.files:
        blocks += ["## Changes", *(_change(change) for change in plan.files)]
    if plan.warnings:
        blocks += ["## Warnings", "\n".join(f"- {warning}" for warning in plan.warnings)]
    return "\n\n".join(blocks) + "\n"


def _proposal(proposal: Proposal) -> str:
    lines = [f"### {proposal.id}. {proposal_kind(proposal)}: `{proposal.name}`", "", f"- File: `{proposal.path}`"]
    if proposal.sections:
        lines.append(f"- Sections: {', '.join(proposal.sections)}")
    lines.append(f"- Why: {' '.join(proposal.reason.split())}")
    lines += [f"- Evidence: {place}" for place in places(proposal.evidence)]
    return "\n".join(lines)


def _change(change: FileChange) -> str:
    """A file's diff in a fence that nothing inside it closes."""
    diff = file_patch(change)
    fence = "`" * max((len(match.group()) + 1 for match in _FENCE.finditer(diff)), default=3)
    numbers = ", ".join(map(str, change.proposals))
    return f"<details><summary><code>{change.path}</code> ({numbers})</summary>\n\n{fence}diff\n{diff}{fence}\n\n</details>"
