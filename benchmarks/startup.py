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
from collections.abc import Mapping, Sequence
from pathlib import Path

BASELINE = "python -c pass"
HELP = "--help"
PLAN = "dry-run all"
"""The plan when it was asked for before: facts and plan are kept (the warm-up round makes them)."""

FIRST = "first time"
"""The same plan when nothing is kept."""


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


def ratios(seconds: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Return the median over the rounds of each command's time divided by the baseline's in the same round."""
    baseline = seconds[BASELINE]
    return {
        name: statistics.median(took / base for took, base in zip(times, baseline, strict=True))
        for name, times in seconds.items()
        if name != BASELINE
    }


def report(seconds: Mapping[str, Sequence[float]], limits: Mapping[str, float | None]) -> list[str]:
    """Print one line a command and return the names of those above their limit."""
    print(f"{BASELINE:16} {statistics.median(seconds[BASELINE]) * 1000:7.1f} ms")
    above = []
    for name, ratio in ratios(seconds).items():
        limit = limits.get(name)
        print(
            f"{name:16} {statistics.median(seconds[name]) * 1000:7.1f} ms {ratio:6.2f} x"
            + (f"  (limit {limit:g} x)" if limit else "")
        )
        if limit and ratio >= limit:
            above.append(name)
    return above


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 where a ratio reaches its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repository", type=Path, help="the repository whose reports `dry-run all` reads")
    parser.add_argument("--runs", type=int, default=9, help="counted rounds (default: %(default)s)")
    parser.add_argument(
        "--limit-help", type=float, default=0.0, metavar="RATIO", help="fail when --help reaches this ratio"
    )
    parser.add_argument(
        "--limit-plan", type=float, default=0.0, metavar="RATIO", help="fail when the plan reaches this ratio"
    )
    options = parser.parse_args(arguments)
    retro_bot = str(Path(sys.executable).with_name("retro-bot"))
    plan = [retro_bot, "dry-run", "all", "-C", str(options.repository)]
    commands = {BASELINE: [sys.executable, "-c", "pass"], HELP: [retro_bot, "--help"], PLAN: plan, FIRST: plan}
    above = report(measure(commands, options.runs), {HELP: options.limit_help, PLAN: options.limit_plan})
    for name in above:
        print(f"too slow: {name}", file=sys.stderr)
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
