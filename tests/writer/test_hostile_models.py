"""Whatever a model answers, what it invents reaches no plan, and every run ends in the whole plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, UserPromptPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from bot.model.plan import Plan
from bot.shell.model_writer import ModelWriter
from bot.writer.choice import Use, WriterChoice
from bot.writer.limits import Limits
from tests.writer.cases import EXAMPLES, REPLAYS, ROOT, Case, case, hold_to_the_rules, ungrounded
from tests.writer.hostile import MODES, Facts

CHOICE = WriterChoice(Use.MODEL, "http://localhost/v1", "hostile", limits=Limits(requests=1_000, tokens=100_000_000))


def plan_by(answer: Callable[[Facts], str], of: Case) -> Plan:
    """The plan with a model that answers each request so, again and again."""

    def reply(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        texts = [part.content for part in messages[0].parts + messages[1].parts if isinstance(part, UserPromptPart)]
        return ModelResponse(parts=[TextPart(answer(Facts(str(texts[0]))))])

    return of.plan(ModelWriter(CHOICE, None, lambda text: None, FunctionModel(reply)))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_what_a_model_invents_reaches_no_plan_of_an_example(name: str, mode: str) -> None:
    of = case(ROOT / "examples" / name)
    hold_to_the_rules(plan_by(MODES[mode], of), of)


@pytest.mark.parametrize("name", EXAMPLES)
def test_facts_that_are_repeated_are_accepted_and_cited(name: str) -> None:
    of = case(ROOT / "examples" / name)
    plan = plan_by(MODES["repeats the facts"], of)
    assert plan.retrospective.writing
    assert plan.retrospective.writing.written
    assert "**Written by the model `hostile`:**" in plan.pull_request.body
    assert ungrounded(plan, of) == []


@pytest.mark.slow
@pytest.mark.skipif(not REPLAYS, reason="REPLAYS names no folder of bundles")
@pytest.mark.parametrize("replay", REPLAYS, indirect=True, ids=lambda path: path.stem)
def test_what_a_model_invents_reaches_no_plan_of_a_real_repository(replay: Case) -> None:
    for mode in MODES:
        plan = plan_by(MODES[mode], replay)
        hold_to_the_rules(plan, replay)
        assert ungrounded(plan, replay) == [] or mode != "repeats the facts"
