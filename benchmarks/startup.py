#!/usr/bin/env python3
"""Measure what a start of the command costs, as multiples of `python -c pass` on the same machine at the same moment.

Absolute times differ from machine to machine and from minute to minute; ratios of runs that follow each other do not.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

BASELINE = "python -c pass"
CLICK = "import click"
"""What the library of the command line costs alone: no help that it prints can be faster."""

HELP = "--help"
HELP_TO_CLICK = f"{HELP} beside {CLICK}"
PLAN = "dry-run all"
"""The plan when it was asked for before: facts and plan are kept (the warm-up round makes them)."""

FIRST = "first time"
"""The same plan when nothing is kept."""

_MORE_TRIES = 2


def elapsed(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the seconds that `command` takes; raises `CalledProcessError` where it fails."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    return time.perf_counter() - start


def measure(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, list[float]]:
    """Return the seconds of `runs` rounds; each round runs every command once, after one warm-up round."""
    # Without compiled bytecode every start would compile the package again, and that is not what users see.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as cache:
        for counted in [False, *[True] * runs]:
            for name, command in commands.items():
                took = elapsed(command, {**environment, "RETRO_BOT_CACHE": "off" if name == FIRST else cache})
                if counted:
                    seconds[name].append(took)
    return seconds


def ratios(seconds: Mapping[str, Sequence[float]], baseline: str = BASELINE) -> dict[str, float]:
    """Return the median over the rounds of each command's time divided by the baseline's in the same round."""
    return {
        name: statistics.median(took / base for took, base in zip(times, seconds[baseline], strict=True))
        for name, times in seconds.items()
        if name != baseline
    }


def report(seconds: Mapping[str, Sequence[float]], limits: Mapping[str, float | None]) -> list[str]:
    """Print one line a command and return the names of those above their limit."""
    print(f"{BASELINE:16} {statistics.median(seconds[BASELINE]) * 1000:7.1f} ms")
    above = []
    for name, ratio in ratios(seconds).items():
        print(f"{name:16} {statistics.median(seconds[name]) * 1000:7.1f} ms {ratio:6.2f} x{_limited(limits.get(name))}")
        if (limit := limits.get(name)) and ratio >= limit:
            above.append(name)
    of_click, limit = ratios(seconds, CLICK)[HELP], limits.get(HELP_TO_CLICK)
    print(f"{HELP} is {of_click:.2f} x {CLICK}{_limited(limit)}")
    return [*above, HELP_TO_CLICK] if limit and of_click >= limit else above


def missed_each_time(measured: Callable[[], Sequence[str]]) -> list[str]:
    """Return the limits that are missed however often one measures: whoever shares the machine makes one round slow."""
    above = list(measured())
    for _ in range(_MORE_TRIES):
        if above:
            print(f"beyond the limit, measured again: {', '.join(above)}")
            again = measured()
            above = [name for name in above if name in again]
    return above


def _limited(limit: float | None) -> str:
    return f"  (limit {limit:g} x)" if limit else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 where a ratio reaches its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repository", type=Path, help="the repository whose reports `dry-run all` reads")
    parser.add_argument("--runs", type=int, default=9, help="counted rounds (default: %(default)s)")
    for option, measured in (
        ("--limit-help", "--help"),
        ("--limit-help-to-click", "--help beside `import click`"),
        ("--limit-plan", "a plan that is kept"),
        ("--limit-first", "the first plan"),
    ):
        parser.add_argument(
            option, type=float, default=0.0, metavar="RATIO", help=f"fail when {measured} reaches this ratio"
        )
    options = parser.parse_args(arguments)
    retro_bot = str(Path(sys.executable).with_name("retro-bot"))
    plan = [retro_bot, "dry-run", "all", "-C", str(options.repository)]
    python = [sys.executable, "-c"]
    commands = {BASELINE: [*python, "pass"], CLICK: [*python, CLICK], HELP: [retro_bot, "--help"], PLAN: plan, FIRST: plan}
    limits = {HELP: options.limit_help, HELP_TO_CLICK: options.limit_help_to_click}
    limits |= {PLAN: options.limit_plan, FIRST: options.limit_first}
    above = missed_each_time(lambda: report(measure(commands, options.runs), limits))
    for name in above:
        print(f"too slow: {name}", file=sys.stderr)
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
