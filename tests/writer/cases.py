"""Repositories with the plans that the rules make of them, and what no plan of a model may hold."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from bot.gathering import Gathered, Writer, gather, select_reports
from bot.model.draft import Retrospective, Statement
from bot.model.plan import Plan
from bot.model.selection import Request
from bot.present.json_contract import plan_json
from bot.run import plan_from
from tests.writer.hostile import INVENTED

ROOT = Path(__file__).parents[2]
EXAMPLES = ("research", "unsloth", "cuda")
REPLAYS = sorted(Path(os.environ["REPLAYS"]).glob("*.bundle")) if "REPLAYS" in os.environ else []
"""Bundles of real repositories with a tag `replay-base`; only some machines have them."""

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Case(NamedTuple):
    """A repository with its request, and the plan that the rules make."""

    root: Path
    gathered: Gathered
    request: Request
    rules: Plan

    def plan(self, writer: Writer) -> Plan:
        """The plan in the words of a writer."""
        gathered = self.gathered._replace(writer=writer)
        return plan_from(gathered, self.request, select_reports(gathered, self.request))


@cache
def case(root: Path, since: str = "") -> Case:
    request = Request("" if since else "all", "2026-01-01", (), since)
    gathered = gather(root, request)
    return Case(root, gathered, request, plan_from(gathered, request, select_reports(gathered, request)))


def statements(of: Retrospective) -> Iterator[Statement]:
    summary = of.summary
    yield from (*summary.what_we_tried, *summary.key_findings, *summary.what_failed, *summary.open_questions)
    for draft in of.skills:
        yield from (*draft.general, *draft.apply_when, *draft.avoid_when, *draft.practice)
    for update in of.updates:
        yield from update.practice


def of_the_model(plan: Plan, of: Case) -> list[Statement]:
    """The statements that are not the rules'."""
    rules = set(statements(of.rules.retrospective))
    return [said for said in statements(plan.retrospective) if said not in rules]


def ungrounded(plan: Plan, of: Case) -> list[str]:
    """The statements of a model with a number that stands on none of the lines that they cite, read from the files."""
    found = []
    for said in of_the_model(plan, of):
        cited = [line for source in said.sources for line in lines_of(of.root / source.path, *source.lines)]
        cells = chain(cited, *(line.split(",") for line in cited))  # commas part cells, too
        known = {number.replace(",", "") for cell in cells for number in NUMBER.findall(cell)}
        if not {number.replace(",", "") for number in NUMBER.findall(said.text)} <= known:
            found.append(said.text)
    return found


@cache
def lines_of(path: Path, first: int, last: int) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8", errors="replace").splitlines()[first - 1 : last])


def hold_to_the_rules(plan: Plan, of: Case) -> None:
    """Nothing that was invented is in the plan, and it proposes all that the rules do."""
    text, by_rules = plan_json(plan), plan_json(of.rules)
    assert [word for word in INVENTED if word in text and word not in by_rules] == []
    assert [each.path for each in plan.proposals] == [each.path for each in of.rules.proposals]
    assert [each.digest for each in plan.proposals] == [each.digest for each in of.rules.proposals]
    assert [each.path for each in plan.files] == [each.path for each in of.rules.files]
