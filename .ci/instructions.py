#!/usr/bin/env python3
"""Count the instructions of a start and of an extraction with valgrind, as multiples of `python -c pass`, against ceilings.

Times differ from run to run, instruction counts repeat: a change that costs a few percent shows, on any machine. The
ceilings hold for one version of Python; for others the counts are printed only.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOLERANCE = 0.05
"""Part by which a count may exceed its ceiling: libraries and builds of Python differ by some percent."""

BASE = "python -c pass"
_REPORTS = 5
_COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")
_START = "import sys; sys.argv = ['retro-bot', '--help']; from bot.entry import main; main()"
_READ = """
import sys; sys.path.insert(0, {root!r})
from benchmarks.reports import report
from bot.domains.loading import load_domain
from bot.extract.report_facts import extract_facts
from bot.reading.report import read_report
domain, _ = load_domain("research")
for number in range({count}):
    path, text = report(number)
    extract_facts(read_report(path, text.encode()), domain)
"""
COMMANDS = {
    BASE: "pass",
    "--help": _START,
    "extract no report": _READ.format(root=str(ROOT), count=0),
    f"extract {_REPORTS} reports": _READ.format(root=str(ROOT), count=_REPORTS),
}
"""What is counted, as code for `python -c`; reading nothing is subtracted from reading reports."""


def counted(code: str) -> int:
    """Return the instructions that Python executes for `code`, after a run that leaves its bytecode compiled."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONHASHSEED": "0", "RETRO_BOT_CACHE": "off"}
    with tempfile.TemporaryDirectory() as folder:
        count = ["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={folder}/counts"]
        done = None
        for before in ([], count):
            command = [*before, sys.executable, "-c", code]
            done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    found = _COUNTED.search(done.stderr) if done else None
    if found is None:
        raise RuntimeError("valgrind printed no count of instructions")
    return int(found[1].replace(",", ""))


def multiples(counts: Mapping[str, int]) -> dict[str, float]:
    """Return the figures that have ceilings: the start as a multiple of `pass`, and one report as a multiple of it."""
    base = counts[BASE]
    read = counts[f"extract {_REPORTS} reports"] - counts["extract no report"]
    return {"--help": counts["--help"] / base, "extract a report": read / _REPORTS / base}


def missed(measured: Mapping[str, float], ceilings: Mapping[str, float]) -> list[str]:
    """Print every figure with its ceiling, and return those that are beyond it by more than the tolerance."""
    above = []
    for name, value in measured.items():
        ceiling = ceilings.get(name)
        beyond = ceiling is not None and value > ceiling * (1 + TOLERANCE)
        bound = f"  at most {ceiling:g} (+{TOLERANCE:.0%})" if ceiling is not None else ""
        print(f"{name:20} {value:8.3f} x the instructions of {BASE}{bound}{'  MISSED' if beyond else ''}")
        above += [name] if beyond else []
    return above


def main(arguments: Sequence[str] | None = None) -> int:
    """Count, print and compare; return 1 where a ceiling is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ceilings", type=Path, help="JSON: for a version of Python, the ceiling of each figure")
    options = parser.parse_args(arguments)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if shutil.which("valgrind") is None:
        print("instructions are not counted: valgrind is not installed here")
        return 0
    ceilings = json.loads(options.ceilings.read_text(encoding="utf-8")).get(version, {})
    if not ceilings:
        print(f"there are no ceilings for Python {version}: counts are printed only")
    return 1 if missed(multiples({name: counted(code) for name, code in COMMANDS.items()}), ceilings) else 0


if __name__ == "__main__":
    sys.exit(main())
