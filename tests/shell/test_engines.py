"""Engines: the same results in the same order wherever they are made, whatever happens to the workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.shell import engines
from bot.shell.engines import Batch, Dask, Engine, OneProcess, Processes, batches_of, engine_for
from tests.shell.workers import doubled, killed_by_seven, killed_once

ROOT = Path(__file__).parents[2]
NUMBERS = list(range(20))
STARTS = ["spawn", "forkserver"] + (["fork"] if sys.platform == "linux" else [])


def mapped(engine: Engine, work: engines.Work, size: int = 3) -> list[object]:
    return list(chain.from_iterable(engine.map(work, batches_of(NUMBERS, size))))


@pytest.mark.parametrize(
    "start", [pytest.param(each, marks=[] if each == "fork" else [pytest.mark.slow]) for each in STARTS]
)
def test_the_results_of_processes_are_those_of_one_in_the_same_order(start: str) -> None:
    assert mapped(Processes(2, start), doubled) == mapped(OneProcess(), doubled) == [2 * number for number in NUMBERS]


@pytest.mark.parametrize("start", STARTS[-1:])
def test_only_the_item_that_kills_its_process_is_lost(start: str) -> None:
    assert mapped(Processes(2, start), killed_by_seven) == [None if number == 7 else 2 * number for number in NUMBERS]


def test_what_a_worker_had_to_do_that_died_is_done_again(tmp_path: Path) -> None:
    items = ["a", "bb", str(tmp_path / "killed"), "dddd", "eeeee"]
    found = chain.from_iterable(Processes(2, STARTS[-1]).map(killed_once, batches_of(items, 2)))
    assert list(found) == [len(item) for item in items]
    assert (tmp_path / "killed").exists()


def test_batches_are_asked_for_as_they_are_needed() -> None:
    asked: list[Batch] = []

    def batches() -> Iterator[Batch]:
        for batch in batches_of(NUMBERS, 1):
            asked.append(batch)
            yield batch

    results = Processes(1, STARTS[-1]).map(doubled, batches())
    next(results)
    assert len(asked) < 5
    results.close()  # type: ignore[attr-defined]


def test_several_processes_are_started_only_where_they_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "cores", lambda: 4)
    assert isinstance(engine_for(engines.PAYS_FROM - 1), OneProcess)
    assert isinstance(engine_for(10_000, jobs=1), OneProcess)
    many = engine_for(engines.PAYS_FROM)
    assert isinstance(many, Processes)
    assert many.count == 4
    monkeypatch.setattr(engines, "cores", lambda: 1)
    assert isinstance(engine_for(10_000), OneProcess)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_leaves_no_process_behind() -> None:
    code = (  # who starts the tests in the background of a shell lets them inherit that an interrupt is ignored
        "import signal, sys; from bot.shell.engines import Processes, batches_of; from tests.shell.workers import slow\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "try:\n"
        "    for _ in Processes(2).map(slow, batches_of(range(10_000), 1)): print('going', flush=True)\n"
        "except KeyboardInterrupt: sys.exit(130)"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as run:
        assert run.stdout is not None
        run.stdout.readline()
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: every process of the group gets it
        _, told = run.communicate(timeout=60)
    assert (run.returncode, told) == (130, b"")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and _is_there(run.pid):
        time.sleep(0.05)
    assert not _is_there(run.pid)


def _is_there(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_without_dask_the_option_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserError, match=r"--scheduler needs Dask \(pip install 'retro-bot\[dask\]'\)"):
        Dask("tcp://127.0.0.1:1")
