#!/usr/bin/env python3
"""Measure all that the project promises about speed, side by side in one run: start-up, installation, cost against size.

Everything is told as a multiple of a named yardstick of the same run, since absolute times differ from machine to machine
and from minute to minute. On a busy machine the processor time is what counts; wall time is kept beside it. It prints a
table, writes the results as JSON with machine and versions, and a plot of cost against size.

    python benchmarks/scale.py --sizes 100 300 --rounds 1       about a minute
    python benchmarks/scale.py                                  1,000, 10,000 and 100,000 reports: more than an hour
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import math
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import extraction, install, reports

ROOT = Path(__file__).parents[1]
RETRO_BOT = str(Path(sys.executable).with_name("retro-bot"))
PASS, CLICK, HELP = "python -c pass", "python -c 'import click'", "--help"
FIRST, TWO, DASK = "extract, first", "extract, two processes", "extract, two Dask workers"
INDEX, SEARCH = "search, first", "search"
CHANGED, UNCHANGED, ALL = "dry-run, five changed", "dry-run, unchanged", "dry-run all"
WALK = "pyromark walk"
SMALL = 12
"""Reports of the small repository whose whole plan is measured."""

_STARTS = 8
"""Rounds of starts for each round of what is longer: they take a tenth of a second, and differ by a quarter of it."""

_WHOLE = 1000
"""The size at which the whole plan is compared with the walk."""


class Cost(NamedTuple):
    """What a command cost: seconds of wall and processor time with all its processes, and MB of the largest of them."""

    wall: float
    cpu: float
    memory: float


class Bound(NamedTuple):
    """A promise: a figure, its value in this run (None where it was not measured), and the most or the least it may be."""

    name: str
    value: float | None
    limit: float
    is_least: bool = False

    @property
    def is_kept(self) -> bool | None:
        """Whether the promise is kept, None where it was not measured."""
        if self.value is None:
            return None
        return self.value >= self.limit if self.is_least else self.value <= self.limit


Costs = dict[str, list[Cost]]


@lru_cache(maxsize=1)
def _starter() -> ProcessPoolExecutor:
    """A process that starts the commands and stays small: Linux counts what their starter holds as memory of theirs."""
    return ProcessPoolExecutor(1, get_context("spawn"))


def cost(command: Sequence[str], folder: Path, cache: str) -> Cost:
    """Run a command and return its cost. Raises `CalledProcessError` for an exit code beyond those of a selection."""
    return _starter().submit(_cost, command, folder, cache).result()


def _cost(command: Sequence[str], folder: Path, cache: str) -> Cost:
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["RETRO_BOT_CACHE"] = cache
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode not in (0, 3, 4):
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def of_this_process(work: Callable[[], object]) -> Cost:
    """Return what a function costs in this process."""
    start, before = time.perf_counter(), time.process_time()
    work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(time.perf_counter() - start, time.process_time() - before, peak)


def start_up(folder: Path, rounds: int) -> Costs:
    """Measure starts, and the plan of a small repository with and without what is kept, by turns."""
    lab, cache = folder / "small", str(folder / "cache-small")
    reports.write_repository(lab, SMALL)
    python, plan = [sys.executable, "-c"], [RETRO_BOT, "dry-run", "all"]
    starts = {PASS: [*python, "pass"], CLICK: [*python, "import click"], HELP: [RETRO_BOT, "--help"]}
    plans = {f"{ALL}, {SMALL} reports, first": plan, f"{ALL}, {SMALL} reports, kept": plan}
    found: Costs = {name: [] for name in (*starts, *plans)}
    for commands, times in ((starts, rounds * _STARTS), (plans, rounds)):
        for counted in (False, *[True] * times):
            for name, command in commands.items():
                took = cost(command, lab, "off" if name.endswith("first") else cache)
                found[name] += [took] if counted else []
    return found


def at_size(folder: Path, size: int, rounds: int) -> Costs:
    """Measure one size: extraction and search with nothing kept, then with everything kept, then after five changes."""
    lab, cache = folder / f"reports-{size}", folder / f"cache-{size}"
    if not lab.exists():
        reports.write_repository(lab, size)
    search = [RETRO_BOT, "select", "memory", "of", "Hazel-8B", "on", "A10G"]
    since = [RETRO_BOT, "dry-run", "--since", "HEAD~1"]
    extract = [RETRO_BOT, "extract", "reports", "--format", "json"]
    found: Costs = {FIRST: [cost([*extract, "--jobs", "1"], lab, str(cache))]}
    shutil.rmtree(cache)
    found[TWO] = [cost([*extract, "--jobs", "2"], lab, str(cache))]
    shutil.rmtree(cache)
    if importlib.util.find_spec("distributed"):
        with dask_workers() as address:
            found[DASK] = [cost([*extract, "--scheduler", address], lab, "off")]
    found[INDEX] = [cost(search, lab, str(cache))]
    found[SEARCH] = [cost(search, lab, str(cache)) for _ in range(rounds)]
    found[CHANGED], found[UNCHANGED] = [], []
    for number in range(rounds):
        reports.change_reports(lab, size, [size * part // 5 + number for part in range(5)])
        found[CHANGED].append(cost(since, lab, str(cache)))
        found[UNCHANGED].append(cost(since, lab, str(cache)))
    if size == _WHOLE:
        found[ALL] = [cost([RETRO_BOT, "dry-run", "all"], lab, "off")]
    # In a process of its own: what this one holds would count as memory of every command that it starts.
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        found[WALK] = pool.submit(walk_costs, lab / "reports", rounds).result()
    return found


def walk_costs(folder: Path, rounds: int) -> list[Cost]:
    """Measure the walk over the first thousand reports."""
    texts = extraction.markdown_files(folder)[:_WHOLE]
    extraction.walk(texts)
    return [of_this_process(lambda: extraction.walk(texts)) for _ in range(rounds)]


@contextmanager
def dask_workers() -> Iterator[str]:
    """Give the address of a Dask scheduler with two workers of one thread, as processes on this machine."""
    distributed: Any = importlib.import_module("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield str(cluster.scheduler_address)


Installs = Mapping[str, Sequence[float]]


def install_bounds(installs: Installs) -> list[Bound]:
    """Return the promises about the installation, in wall time."""
    median = {name: statistics.median(each) for name, each in installs.items()}
    beside = median[install.CORE] / median[install.PACKAGES] if median else None
    return [
        Bound("install, the core / five packages", beside, 1.2),
        Bound("install, the core, warm cache, s", median.get(install.CORE + install.WARM), 1),
    ]


def bounds(starts: Mapping[str, Sequence[Cost]], sizes: Mapping[int, Mapping[str, Sequence[Cost]]]) -> list[Bound]:
    """Return every other promise with its value in this run; ratios are of processor time, speed-ups of wall time."""

    def start(name: str) -> float:
        return statistics.median(one.cpu for one in starts[name])

    def at(size: int, name: str) -> float | None:
        return statistics.median(one.cpu for one in sizes[size][name]) if name in sizes.get(size, {}) else None

    def wall(size: int, name: str) -> float | None:
        return statistics.median(one.wall for one in sizes[size][name]) if name in sizes.get(size, {}) else None

    def ratio(first: float | None, second: float | None) -> float | None:
        return first / second if first is not None and second else None

    low, high = min(sizes), max(sizes)
    per_report = [ratio(at(size, FIRST), float(size)) for size in (high, low)]
    searched, started = at(high, SEARCH), start(HELP)
    peak = max(one.memory for costs in sizes.values() for name, each in costs.items() if name != WALK for one in each)
    return [
        Bound("--help / import click", start(HELP) / start(CLICK), 1.2),
        Bound(f"{ALL}, {SMALL} reports, kept / pass", start(f"{ALL}, {SMALL} reports, kept") / start(PASS), 15),
        Bound(f"{ALL}, {SMALL} reports, first time / pass", start(f"{ALL}, {SMALL} reports, first") / start(PASS), 15),
        Bound(f"{ALL}, {_WHOLE} reports / walk", ratio(at(_WHOLE, ALL), at(_WHOLE, WALK)), 12),
        Bound(f"a report's cost at {high} / at {low}", ratio(*per_report), 1.2),
        Bound("peak memory of a process, MB", peak, 150),
        Bound(f"five changed / first pass, {high}", ratio(at(high, CHANGED), at(high, FIRST)), 0.01),
        Bound(f"five changed at {high} / at {low}", ratio(at(high, CHANGED), at(low, CHANGED)), 1.3),
        Bound(f"unchanged run / --help, {high}", ratio(at(high, UNCHANGED), started), 1.3),
        Bound(f"a search over --help, s, {high}", searched - started if searched is not None else None, 0.2),
        Bound("two processes, speed-up, 10000", ratio(wall(10_000, FIRST), wall(10_000, TWO)), 1.7, True),
        Bound(f"two Dask workers, speed-up, {high}", ratio(wall(high, FIRST), wall(high, DASK)), 1.5, True),
    ]


def print_table(starts: Mapping[str, Sequence[Cost]], sizes: Mapping[int, Mapping[str, Sequence[Cost]]]) -> None:
    """Print the medians."""
    base = statistics.median(one.cpu for one in starts[PASS])
    print(f"{'':34}{'cpu s':>10}{'wall s':>10}{'MB':>8}{'x pass':>10}")
    rows = [(name, each) for name, each in starts.items()]
    rows += [(f"{size}: {name}", each) for size, costs in sizes.items() for name, each in costs.items()]
    for name, each in rows:
        wall, cpu, memory = (statistics.median(column) for column in zip(*each, strict=True))
        print(f"{name:34}{cpu:10.3f}{wall:10.3f}{memory:8.0f}{cpu / base:10.1f}")


def print_bounds(promises: Sequence[Bound]) -> None:
    """Print each promise, its value, and whether it is kept."""
    print()
    for bound in promises:
        word = {True: "kept", False: "MISSED", None: "not measured"}[bound.is_kept]
        value = "" if bound.value is None else f"{bound.value:.3f}"
        print(f"{bound.name:48}{value:>10}  at {'least' if bound.is_least else 'most'} {bound.limit:g}  {word}")


def machine() -> dict[str, object]:
    """Return where and with what it was measured."""
    packages = ("click", "pyromark", "jinja2", "pyyaml", "distributed")
    known = {name: version(name) for name in packages if importlib.util.find_spec(name.replace("pyyaml", "yaml"))}
    load = os.getloadavg() if hasattr(os, "getloadavg") else ()
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": reports.git(ROOT, "rev-parse", "HEAD"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "load": list(load),
        "git": reports.git(ROOT, "version"),
        "packages": known,
    }


def plot(sizes: Mapping[int, Mapping[str, Sequence[Cost]]], file: Path) -> None:
    """Draw processor time against the number of reports; both axes are logarithmic."""
    import pygal

    chart = pygal.XY(logarithmic=True, x_title="log10 of reports", y_title="processor seconds")
    chart.title = "Cost against size"
    for name in dict.fromkeys(name for costs in sizes.values() for name in costs if name != WALK):
        found = [(size, costs[name]) for size, costs in sizes.items() if name in costs]
        chart.add(name, [(math.log10(size), statistics.median(one.cpu for one in each)) for size, each in found])
    chart.render_to_file(str(file))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and keep the results; it fails only where a command does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000], help="numbers of reports")
    parser.add_argument("--rounds", type=int, default=5, help="repetitions of what is short (default: %(default)s)")
    parser.add_argument("--work", type=Path, help="where the reports are generated, and kept for the next time")
    parser.add_argument("--results", type=Path, default=Path("benchmark-results"), help="where JSON and plot are written")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.work or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for old in (folder / "small", *folder.glob("cache-*")):
            shutil.rmtree(old, ignore_errors=True)
        starts = start_up(folder, options.rounds)
        installs = install.install_seconds(options.rounds)
        sizes = {size: at_size(folder, size, options.rounds) for size in sorted(options.sizes)}
    promises = [*install_bounds(installs), *bounds(starts, sizes)]
    print_table(starts, sizes)
    print_bounds(promises)
    options.results.mkdir(parents=True, exist_ok=True)
    kept = [bound._asdict() | {"is_kept": bound.is_kept} for bound in promises]
    content = {"machine": machine(), "start": starts, "install": installs, "sizes": sizes, "promises": kept}
    (options.results / "scale.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    if importlib.util.find_spec("pygal"):
        plot(sizes, options.results / "scale.svg")
    else:
        print("no plot: pygal is not installed (requirements/benchmark.txt)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
