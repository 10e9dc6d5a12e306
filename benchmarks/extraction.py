#!/usr/bin/env python3
"""Measure reading and extraction of markdown reports, as a multiple of a bare pyromark walk over the same bytes.

The walk asks pyromark for every event with its range and does nothing with them: no reader that gives lines can be faster.
Both run in one process, by turns, so that the ratio holds on a busy machine.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyromark

from bot.domains.loading import load_domain
from bot.extract.report_facts import extract_facts
from bot.reading.report import read_report

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)

_SMALLEST = 100_000
_STEP = 10

Files: TypeAlias = Sequence[tuple[str, bytes]]
"""Names and contents."""


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds of each round, and what one pass over the files found."""

    walk: tuple[float, ...]
    extraction: tuple[float, ...]
    events: int
    facts: int

    @property
    def ratio(self) -> float:
        """The median over the rounds of extraction divided by walk."""
        return statistics.median(full / bare for full, bare in zip(self.extraction, self.walk, strict=True))


def markdown_files(folder: Path) -> Files:
    """Read all `*.md` files below `folder`, in path order; a dangling link is left out."""
    paths = sorted(path for path in folder.rglob("*.md") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]


def walk(files: Files) -> int:
    """Walk every event of every file and return their number."""
    return sum(1 for _, data in files for _ in pyromark.events_with_range(data.decode("utf-8", "replace"), options=OPTIONS))


def extraction(files: Files) -> int:
    """Read every file, extract its facts and return their number."""
    domain, _ = load_domain("research")
    return sum(len(extract_facts(read_report(path, data), domain).facts) for path, data in files)


def large_report(files: Files, size: int) -> Files:
    """Return one report of at least `size` bytes, made of whole files in turn, so that it holds what reports hold."""
    parts: list[bytes] = []
    missing = size
    for _, data in itertools.cycle(files):
        parts.append(data)
        missing -= len(data) + 2
        if missing <= 0:
            return [("large.md", b"\n\n".join(parts))]
    return []


def print_growth(files: Files, largest: float) -> float:
    """Print the pace for ever larger reports; return the time of a byte in the largest, as a multiple of the smallest's."""
    paces = []
    size = _SMALLEST
    while size <= largest * 1e6:
        report = large_report(files, size)
        read = len(report[0][1]) / 1e6
        seconds, facts = timed(extraction, report)
        paces.append(seconds / read)
        print(f"one report of {read:5.1f} MB {seconds * 1000:8.0f} ms {read / seconds:6.2f} MB/s  {facts} facts")
        size *= _STEP
    return paces[-1] / paces[0] if paces else 0.0


def timed(work: Callable[[Files], int], files: Files) -> tuple[float, int]:
    """Return the seconds that `work` takes and what it counted."""
    start = time.perf_counter()
    count = work(files)
    return time.perf_counter() - start, count


def measure(files: Files, rounds: int) -> Result:
    """Run both by turns, `rounds` times after one warm-up."""
    events, facts = walk(files), extraction(files)
    pairs = [(timed(walk, files)[0], timed(extraction, files)[0]) for _ in range(rounds)]
    return Result(tuple(bare for bare, _ in pairs), tuple(full for _, full in pairs), events, facts)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 where there is nothing to measure or the ratio is above the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder with markdown files, at any depth")
    parser.add_argument("--rounds", type=int, default=7, help="counted rounds (default: %(default)s)")
    parser.add_argument("--limit", type=float, default=0.0, metavar="RATIO", help="fail when the ratio is above this")
    parser.add_argument("--grow", type=float, default=0.0, metavar="MB", help="also read single reports of up to this size")
    options = parser.parse_args(arguments)
    files = markdown_files(options.folder)
    if not files:
        print(f"{options.folder}: no markdown files", file=sys.stderr)
        return 1
    size = sum(len(data) for _, data in files)
    result = measure(files, options.rounds)
    if options.limit and result.ratio > options.limit:  # perhaps somebody else used the machine: once more, and the better
        result = min(result, measure(files, options.rounds), key=lambda each: each.ratio)
    for name, seconds, count in (
        ("pyromark walk", result.walk, f"{result.events} events"),
        ("extraction", result.extraction, f"{result.facts} facts"),
    ):
        median = statistics.median(seconds)
        print(f"{name:14} {median * 1000:8.1f} ms  {size / median / 1e6:6.2f} MB/s  {count}")
    print(f"ratio          {result.ratio:8.2f} x   over {len(files)} files, {size / 1000:.0f} kB")
    if options.grow:
        print(
            f"a byte of the largest report takes {print_growth(files, options.grow):.2f} x as long as one of the smallest"
        )
    if options.limit and result.ratio > options.limit:
        print(f"too slow: the limit is {options.limit:g} x", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
