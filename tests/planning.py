"""A plan as the commands make it, for tests that need one whole: gathered, selected, planned."""

from __future__ import annotations

from pathlib import Path

from bot.gathering import gather, select_reports
from bot.model.plan import Plan
from bot.model.selection import Request
from bot.run import plan_from, ready


def planned(root: Path, request: Request, domain: str = "") -> Plan:
    """Return the plan for a request that is clear."""
    gathered = gather(root, request, domain)
    selection = select_reports(gathered, request)
    assert ready(request, selection), f"not clear: {selection}"
    return plan_from(gathered, request, selection)
