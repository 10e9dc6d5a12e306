"""Dask: the same bytes as without it, also where a worker is killed; on a real scheduler with processes as workers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from benchmarks.reports import write_reports
from bot.errors import UserError
from bot.shell.engines import Dask, batches_of
from tests.shell.workers import slow

pytestmark = pytest.mark.slow
distributed: Any = pytest.importorskip("distributed")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, scheduler_port=0, protocol="tcp"
    ) as cluster:
        yield cluster


def extracted(folder: Path, *options: str) -> bytes:
    command = [sys.executable, "-m", "bot", "extract", str(folder), "--format", "json", *options]
    environment = {**os.environ, "RETRO_BOT_CACHE": "off", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, check=True, capture_output=True).stdout


def test_the_facts_are_those_of_one_process_byte_for_byte(cluster: Any, tmp_path: Path) -> None:
    write_reports(tmp_path, range(120))
    assert extracted(tmp_path, "--scheduler", cluster.scheduler_address) == extracted(tmp_path, "--jobs", "1")


def test_a_worker_that_is_killed_costs_nothing_but_time(cluster: Any) -> None:
    victim = next(iter(cluster.workers.values())).pid
    killer = threading.Timer(0.5, os.kill, (victim, signal.SIGKILL))
    killer.start()
    found = list(chain.from_iterable(Dask(cluster.scheduler_address).map(slow, batches_of(range(30), 1))))
    killer.join()
    assert found == [2 * number for number in range(30)]


def test_where_no_scheduler_answers_the_address_is_named() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{unused.getsockname()[1]}"
    with pytest.raises(UserError, match=f"--scheduler {address}: no scheduler answers there"):
        Dask(address)
