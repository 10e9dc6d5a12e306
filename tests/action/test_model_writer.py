"""The action with a model as its writer, under `act` and over real HTTP: what is borne out is written, the rest is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.action import events, newcomer
from tests.action.conftest import git
from tests.action.runner import Runner
from tests.standin.server import GithubStandin
from tests.writer.aimock_endpoint import aimock
from tests.writer.hostile import INVENTED

pytestmark = pytest.mark.slow

KEY = "sk-our-own-key"
INPUTS = """        with:
          writer: model
          model-url: ADDRESS
          model: MODEL
          model-key: KEY
"""


@pytest.fixture(params=["repeats the facts", "invents numbers"])
def model(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def lab(lab: Path, model: str) -> Iterator[Path]:
    """The newcomer's lab, whose workflow names a model."""
    path = lab / newcomer.PATH
    with aimock() as address:
        inputs = INPUTS.replace("ADDRESS", address).replace("MODEL", model).replace("KEY", KEY)
        path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + inputs, encoding="utf-8")
        git(lab, "commit", "--quiet", "--all", "--message", "A model writes")
        yield lab


def test_the_action_lets_a_model_write_what_is_borne_out(act: Runner, standin: GithubStandin, model: str) -> None:
    issue = standin.state.open_issue("What did we learn?")
    run = act.run("issue_comment", events.commented(standin, issue, "<retrospective> lora rank sweep"))
    assert run.succeeded, run.log
    body = standin.state.issues[int(run.outputs["pull-request-number"])].body
    assert ("**Written by the model `repeats the facts`:**" in body) == (model == "repeats the facts")
    assert ("The words of the model `invents numbers` were not accepted" in body) == (model == "invents numbers")
    assert [word for word in (*INVENTED, KEY) if word in body or word in run.summary] == []
