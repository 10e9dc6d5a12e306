"""The endpoint over real HTTP, with every fault that a server can have: the plan is made all the same, and tells of it.

The server is aimock, of npm: `AIMOCK` names a folder in which `npm ci` was run on `tests/writer/aimock/`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.model.plan import Plan
from bot.model.selection import Request
from bot.present.json_contract import plan_json
from bot.run import gather, plan_from, select_reports
from bot.settings import Token
from bot.shell.model_writer import ModelWriter
from bot.writer.choice import Use, WriterChoice
from bot.writer.limits import Limits
from tests.writer.hostile import INVENTED

ROOT = Path(__file__).parents[2] / "examples" / "cuda"
REQUEST = Request("", "2025-01-20", ("benchmark_results/softmax-warp-reduction-2025-01-10.md",))
FOLDER = os.environ.get("AIMOCK", "")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not FOLDER or not shutil.which("node"), reason="AIMOCK names no folder with aimock, or there is no node"
    ),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with subprocess.Popen(["node", "serve.mjs"], cwd=FOLDER, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().strip() + "/v1"
        server.terminate()


def plan(address: str, model: str, seconds: int = 60) -> tuple[Plan, list[str]]:
    said: list[str] = []
    choice = WriterChoice(Use.MODEL, address, model, Token("sk-our-own-key"), Limits(seconds=seconds))
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
    assert [word for word in (*INVENTED, "sk-secret", "sk-our-own-key") if word in text] == []
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
