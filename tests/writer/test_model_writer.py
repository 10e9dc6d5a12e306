"""The writer with a model of pydantic-ai behind it: rounds, limits, what is kept, and what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic_ai.exceptions import ModelHTTPError
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from bot.gathering import gather, select_reports
from bot.model.plan import Plan
from bot.model.selection import Request
from bot.run import plan_from
from bot.shell.cache import Cache
from bot.shell.model_writer import ModelWriter
from bot.writer.choice import Use, WriterChoice
from bot.writer.limits import Limits, Price

ROOT = Path(__file__).parents[2] / "examples" / "cuda"
REQUEST = Request("", "2025-01-20", ("benchmark_results/softmax-warp-reduction-2025-01-10.md",))
CHOICE = WriterChoice(Use.MODEL, "http://localhost/v1", "m1")
EMPTY: dict[str, list[object]] = {"key_findings": [], "general_description": [], "recommended_practice": []}


class Lab:
    """A run of the writer on one report: what the model was sent, what was said, and the plan."""

    def __init__(self, answer: Callable[[int], str]) -> None:
        self.answer, self.sent, self.said = answer, 0, list[str]()

    def reply(self, messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        self.sent += 1
        return ModelResponse(parts=[TextPart(self.answer(self.sent))])

    def plan(self, choice: WriterChoice = CHOICE, cache: Cache | None = None) -> Plan:
        writer = ModelWriter(choice, cache, self.said.append, FunctionModel(self.reply))
        gathered = gather(ROOT, REQUEST)._replace(writer=writer)
        return plan_from(gathered, REQUEST, select_reports(gathered, REQUEST))


def broken(status: int) -> Callable[[int], str]:
    def answer(number: int) -> str:
        raise ModelHTTPError(status, "m1", {"error": "the key sk-secret is wrong"})

    return answer


def test_an_answer_that_leaves_all_as_it_is_changes_nothing() -> None:
    lab = Lab(lambda number: json.dumps(EMPTY))
    plan = lab.plan()
    assert plan.retrospective.writing is None
    assert plan.warnings == gathered_warnings()


def gathered_warnings() -> tuple[str, ...]:
    gathered = gather(ROOT, REQUEST)
    return plan_from(gathered, REQUEST, select_reports(gathered, REQUEST)).warnings


def test_nonsense_is_asked_for_again_twice_and_no_more() -> None:
    lab = Lab(lambda number: "nonsense")
    lab.plan()
    assert lab.sent % 3 == 0
    assert lab.said[-1].startswith(f"writer: used {lab.sent} requests, ")


def test_sections_whose_words_were_refused_are_named_and_warned_of_though_nothing_was_accepted() -> None:
    plan = Lab(lambda number: "nonsense").plan()
    assert plan.retrospective.writing
    assert plan.retrospective.writing.written == ()
    assert plan.retrospective.writing.refused
    assert "**Written by the model" not in plan.pull_request.body
    assert "The words of the model `m1` were not accepted: " in plan.pull_request.body
    (warning,) = (warning for warning in plan.warnings if warning.startswith("writer: "))
    assert " sections were refused" in warning


def test_what_a_run_costs_is_told_before_it_and_an_estimate_asks_nobody() -> None:
    lab = Lab(lambda number: "{}")
    lab.plan(CHOICE._replace(use=Use.ESTIMATE, price=Price(1, 2)))
    (line,) = lab.said
    assert lab.sent == 0
    assert line.startswith("writer: m1 at localhost: about ")
    assert "about $0." in line
    assert line.endswith("at most 30 requests, 200,000 tokens, 120 s, $1")


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(requests=1), "the limit of 1 requests is reached"),
        (Limits(tokens=10), "the limit of 10 tokens is reached"),
        (Limits(usd=0.0), "the limit of $0 is reached"),
        (Limits(seconds=0), "the limit of 0 seconds is reached"),
    ],
)
def test_a_limit_ends_the_asking_and_not_the_retrospective(limits: Limits, reason: str) -> None:
    lab = Lab(lambda number: "nonsense")
    plan = lab.plan(CHOICE._replace(limits=limits, price=Price(1, 1)))
    assert lab.sent <= 1
    assert plan.proposals
    assert any(reason in warning for warning in plan.warnings)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(401, "the key is refused (401)"), (404, "there is no such model or address (404)"), (503, "it is broken (503)")],
)
def test_a_broken_endpoint_is_one_warning_that_repeats_nothing_of_its_answer(status: int, reason: str) -> None:
    plan = Lab(broken(status)).plan()
    (warning,) = (warning for warning in plan.warnings if "writer" in warning)
    assert warning == f"writer: m1 did not write everything: {reason}; there the rules' text stands"
    assert "sk-secret" not in str(plan)
    assert plan.proposals


def test_answers_are_kept_by_what_was_sent(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept.sqlite")
    first, second = Lab(lambda number: json.dumps(EMPTY)), Lab(lambda number: json.dumps(EMPTY))
    first.plan(cache=cache)
    second.plan(cache=cache)
    assert first.sent > 0
    assert second.sent == 0
    assert "from the cache" in second.said[-1]


def test_without_an_endpoint_the_rules_write_and_one_line_says_so() -> None:
    lab = Lab(lambda number: "{}")
    plan = lab.plan(WriterChoice(Use.MODEL))
    assert lab.sent == 0
    assert [warning for warning in plan.warnings if "model-url and model are not set" in warning]
