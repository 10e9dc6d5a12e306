"""The endpoint over real HTTP, with every fault that a server can have: the plan is made all the same, and tells of it.

The server is aimock, of npm: `AIMOCK` names a folder in which `npm ci` was run on `tests/writer/aimock/`.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.gathering import gather, select_reports
from bot.model.plan import Plan
from bot.model.selection import Request
from bot.present.json_contract import plan_json
from bot.run import plan_from
from bot.settings import Token
from bot.shell.model_writer import ModelWriter
from bot.writer.choice import Use, WriterChoice
from bot.writer.limits import Limits
from tests.writer.cases import REPLAYS, Case, hold_to_the_rules, ungrounded
from tests.writer.hostile import INVENTED

ROOT = Path(__file__).parents[2] / "examples" / "cuda"
REQUEST = Request("", "2025-01-20", ("benchmark_results/softmax-warp-reduction-2025-01-10.md",))
KEY = "sk-our-own-key"
FAULTS = ("malformed", "cut off", "disconnects", "wrong schema", "busy once")
INVENTIONS = (
    "invents numbers", "invents names", "invents libraries", "says the contrary", "steers", "links", "names no facts",
    "repeats the facts",
)  # fmt: skip

pytestmark = pytest.mark.slow


def plan(address: str, model: str, seconds: int = 60) -> tuple[Plan, list[str]]:
    said: list[str] = []
    choice = WriterChoice(Use.MODEL, address, model, Token(KEY), Limits(seconds=seconds))
    gathered = gather(ROOT, REQUEST)._replace(writer=ModelWriter(choice, None, said.append))
    return plan_from(gathered, REQUEST, select_reports(gathered, REQUEST)), said


def by_rules() -> Plan:
    gathered = gather(ROOT, REQUEST)
    return plan_from(gathered, REQUEST, select_reports(gathered, REQUEST))


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ("good", ""),
        ("busy once", ""),
        ("down once", ""),
        ("busy always", "it is busy (429)"),
        ("down always", "it is broken (503)"),
        ("wrong key", "the key is refused (401)"),
        ("no such model", "there is no such model or address (404)"),
        ("malformed", ""),
        ("cut off", "the answer was cut off"),
        ("disconnects", "it cannot be reached"),
        ("refuses", ""),
        ("filtered", "the model refused to answer"),
        ("wrong schema", ""),
        ("invents", ""),
    ],
)
def test_every_fault_ends_in_the_whole_plan_and_at_most_one_warning(address: str, model: str, reason: str) -> None:
    made, _ = plan(address, model)
    rules = by_rules()
    warnings = [warning for warning in made.warnings if warning.startswith("writer: ")]
    text = plan_json(made)
    assert [each.path for each in made.proposals] == [each.path for each in rules.proposals]
    assert [file.content for file in made.files] == [file.content for file in rules.files]
    assert [word for word in (*INVENTED, "sk-secret", KEY) if word in text] == []
    assert len(warnings) <= 1
    assert not reason or reason in warnings[0]


def test_an_endpoint_that_hangs_is_left_when_the_time_is_up(address: str) -> None:
    """It answers well after half a minute: whoever waited for that would have nothing to warn of."""
    made, _ = plan(address, "hangs", seconds=3)
    assert made.proposals
    assert [warning for warning in made.warnings if "3 seconds" in warning or "in time" in warning]


def test_an_address_where_nobody_is_costs_a_warning() -> None:
    made, _ = plan("http://127.0.0.1:9/v1", "m")
    assert made.proposals
    assert [warning for warning in made.warnings if "it cannot be reached" in warning]


@pytest.mark.skipif(not REPLAYS, reason="REPLAYS names no folder of bundles")
@pytest.mark.parametrize("replay", REPLAYS, indirect=True, ids=lambda path: path.stem)
def test_no_fault_and_no_invention_reaches_the_plan_of_a_real_repository(address: str, replay: Case) -> None:
    def made(model: str) -> Plan:
        limits = Limits(requests=1_000, tokens=100_000_000, seconds=600)
        choice = WriterChoice(Use.MODEL, address, model, Token(KEY), limits)
        return replay.plan(ModelWriter(choice, None, lambda text: None))

    models = (*FAULTS, *INVENTIONS)
    with ThreadPoolExecutor(len(models)) as threads:  # most of the time they wait to ask again
        plans = dict(zip(models, threads.map(made, models), strict=True))
    for worded in plans.values():
        hold_to_the_rules(worded, replay)
        assert KEY not in plan_json(worded)
        assert ungrounded(worded, replay) == []
    for model in FAULTS:
        assert plans[model].files == replay.rules.files
