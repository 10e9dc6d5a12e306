"""Whatever a model answers, what it invents reaches no plan, and every run ends in the whole plan."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, UserPromptPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from bot.model.draft import Retrospective, Statement
from bot.model.plan import Plan
from bot.model.selection import Request
from bot.present.json_contract import plan_json
from bot.run import Gathered, gather, plan_from, select_reports
from bot.shell.model_writer import ModelWriter
from bot.writer.choice import Use, WriterChoice
from bot.writer.limits import Limits
from tests.writer.hostile import INVENTED, MODES, Facts

ROOT = Path(__file__).parents[2]
EXAMPLES = ("research", "unsloth", "cuda")
REPLAYS = sorted(Path(os.environ["REPLAYS"]).glob("*.bundle")) if "REPLAYS" in os.environ else []
"""Bundles of real repositories with a tag `replay-base`; only some machines have them."""

CHOICE = WriterChoice(Use.MODEL, "http://localhost/v1", "hostile", limits=Limits(requests=1_000, tokens=100_000_000))
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Case(NamedTuple):
    """A repository with its request, and the plan that the rules make."""

    root: Path
    gathered: Gathered
    request: Request
    rules: Plan


@cache
def case(root: Path, since: str = "") -> Case:
    request = Request("" if since else "all", "2026-01-01", (), since)
    gathered = gather(root, request)
    return Case(root, gathered, request, plan_from(gathered, request, select_reports(gathered, request)))


def plan_by(answer: Callable[[Facts], str], of: Case) -> Plan:
    """The plan with a model that answers each request so, again and again."""

    def reply(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        texts = [part.content for part in messages[0].parts + messages[1].parts if isinstance(part, UserPromptPart)]
        return ModelResponse(parts=[TextPart(answer(Facts(str(texts[0]))))])

    writer = ModelWriter(CHOICE, None, lambda text: None, FunctionModel(reply))
    gathered = of.gathered._replace(writer=writer)
    return plan_from(gathered, of.request, select_reports(gathered, of.request))


def statements(of: Retrospective) -> Iterator[Statement]:
    said = of.summary
    yield from chain(said.what_we_tried, said.key_findings, said.what_failed, said.open_questions)
    for draft in of.skills:
        yield from chain(draft.general, draft.apply_when, draft.avoid_when, draft.practice)
    for update in of.updates:
        yield from update.practice


def ungrounded(plan: Plan, of: Case) -> list[str]:
    """The statements of a model with a number that stands on none of the lines that they cite, read from the files."""
    rules = set(statements(of.rules.retrospective))
    found = []
    for said in statements(plan.retrospective):
        cited = [line for source in said.sources for line in lines_of(of.root / source.path, *source.lines)]
        cells = chain(cited, *(line.split(",") for line in cited))  # commas part cells, too
        known = {number.replace(",", "") for cell in cells for number in NUMBER.findall(cell)}
        if said not in rules and not {number.replace(",", "") for number in NUMBER.findall(said.text)} <= known:
            found.append(said.text)
    return found


@cache
def lines_of(path: Path, first: int, last: int) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8", errors="replace").splitlines()[first - 1 : last])


def check(of: Case, mode: str) -> None:
    plan = plan_by(MODES[mode], of)
    text = plan_json(plan)
    assert [word for word in INVENTED if word in text and word not in plan_json(of.rules)] == []
    assert [each.path for each in plan.proposals] == [each.path for each in of.rules.proposals]
    assert [each.digest for each in plan.proposals] == [each.digest for each in of.rules.proposals]
    assert [each.path for each in plan.files] == [each.path for each in of.rules.files]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_what_a_model_invents_reaches_no_plan_of_an_example(name: str, mode: str) -> None:
    check(case(ROOT / "examples" / name), mode)


@pytest.mark.parametrize("name", EXAMPLES)
def test_facts_that_are_repeated_are_accepted_and_cited(name: str) -> None:
    of = case(ROOT / "examples" / name)
    plan = plan_by(MODES["repeats the facts"], of)
    assert plan.retrospective.writing
    assert plan.retrospective.writing.written
    assert "**Written by the model `hostile`:**" in plan.pull_request.body
    assert ungrounded(plan, of) == []


@pytest.fixture(scope="module")
def replay(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("replay") / "lab"
    subprocess.run(["git", "clone", "--quiet", "--branch", "main", request.param, folder], check=True)
    return case(folder, "replay-base")


@pytest.mark.slow
@pytest.mark.skipif(not REPLAYS, reason="REPLAYS names no folder of bundles")
@pytest.mark.parametrize("replay", REPLAYS, indirect=True, ids=lambda path: path.stem)
def test_what_a_model_invents_reaches_no_plan_of_a_real_repository(replay: Case) -> None:
    for mode in MODES:
        check(replay, mode)
        assert ungrounded(plan_by(MODES[mode], replay), replay) == [] or mode != "repeats the facts"
