"""Run the fuzz targets one after the other and tell how many inputs each was given: `python -m fuzz --seconds 30`."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.reading.formats import REPORT_SUFFIXES

ROOT = Path(__file__).parents[1]
TARGETS = ("reports", "sanitiser", "registry")
_SUFFIXES = sorted(REPORT_SUFFIXES)
_EXECUTED = re.compile(r"stat::number_of_executed_units:\s+(\d+)")
_ENVIRONMENT = {**os.environ, "PYTHONHASHSEED": "0"}  # or sets would come in another order each time
_LIMITS = ("-max_len=4096", "-timeout=60", "-rss_limit_mb=2048", "-print_final_stats=1")


def main() -> int:
    """Run the targets that were asked for; 1 if one of them found an input for which something does not hold."""
    options = _options()
    failed = False
    for name in options.targets or TARGETS:
        with tempfile.TemporaryDirectory() as scratch:
            executed, is_clean = _run(name, options, Path(scratch))
        print(f"fuzz: {name}: {executed} inputs, {'nothing found' if is_clean else 'FAILED'}", flush=True)
        failed = failed or not is_clean
    return int(failed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all by default")
    parser.add_argument("--seconds", type=int, default=30, help="for each target (default 30)")
    parser.add_argument("--inputs", type=int, default=-1, help="stop a target after so many inputs")
    parser.add_argument("--seed", type=int, default=0, help="repeat the inputs of a run (default: others each time)")
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"), help="folder for inputs that failed")
    parser.add_argument("--corpus", type=Path, help="folder that keeps the inputs that reached new code, for the next run")
    options = parser.parse_args()
    if unknown := set(options.targets) - set(TARGETS):
        parser.error(f"no target {', '.join(sorted(unknown))}")
    return options


def _run(name: str, options: argparse.Namespace, scratch: Path) -> tuple[int, bool]:
    seeds = scratch / "seeds"
    seeds.mkdir()
    for number, seed in enumerate(_seeds(name)):
        (seeds / str(number)).write_bytes(seed)
    kept = options.corpus / name if options.corpus else scratch / "kept"
    for folder in (kept, options.found):
        folder.mkdir(parents=True, exist_ok=True)
    bounds = [f"-max_total_time={options.seconds}", f"-runs={options.inputs}", f"-artifact_prefix={options.found}/{name}-"]
    bounds.append(f"-seed={options.seed}")
    command = [sys.executable, "-m", "fuzz.target", name, *_LIMITS, *bounds, f"-dict={ROOT}/fuzz/tokens.dict"]
    before = _in_the_same_place() if options.seed else ()
    with (scratch / "log").open("w+b") as log:
        whole = [*before, *command, str(kept), str(seeds)]
        done = subprocess.run(whole, cwd=ROOT, env=_ENVIRONMENT, stdout=log, stderr=log, check=False)
        log.seek(0)
        text = log.read().decode("utf-8", "replace")
    if done.returncode:
        print(text[-3000:])
    executed = _EXECUTED.search(text)
    return int(executed[1]) if executed else 0, done.returncode == 0


@cache
def _in_the_same_place() -> tuple[str, ...]:
    """Return what starts a program at the same addresses each time: what counts as new code depends on them, too."""
    program = shutil.which("setarch")
    still = (program, "-R") if program else ()
    if still and not subprocess.run([*still, "true"], capture_output=True, check=False).returncode:
        return still
    print("fuzz: in spite of the seed inputs may differ from run to run: `setarch -R` does not work here", flush=True)
    return ()


def _seeds(name: str) -> Iterator[bytes]:
    """Yield inputs to start from: the example reports, cut to pieces, and short texts of each format."""
    reports = sorted(path for path in (ROOT / "examples").rglob("*") if path.suffix in _SUFFIXES)
    for path in reports:
        for piece in re.split(rb"\n(?=## )", path.read_bytes()):
            yield (bytes([_SUFFIXES.index(path.suffix)]) if name == "reports" else b"") + piece[:4000]
    yield from _SHORT[name]


_SHORT: dict[str, tuple[bytes, ...]] = {
    "reports": tuple(
        bytes([_SUFFIXES.index(suffix)]) + text
        for suffix, text in (
            (".csv", b"run,lr,loss\na,1e-4,2.5\nb,2e-4,2.1\n"),
            (".tsv", b"run\tloss\na\t2.5\n"),
            (".json", b'{"results": [{"run": "a", "loss": 2.5}], "config": {"lr": 1e-4}}'),
            (".json", b'{"log_history": [{"step": 1, "loss": 2.5}], "best_metric": 2.5}'),
            (".jsonl", b'{"step": 1, "loss": 2.5}\n{"step": 2, "loss": 2.1}\n'),
            (".ipynb", b'{"cells": [{"cell_type": "code", "source": ["a"], "outputs": [{"text": ["loss 2.5\\n"]}]}]}'),
            (".html", b"<h1>Run</h1><table><tr><th>run<th>loss<tr><td>a<td>2.5</table><pre>lr=1e-4</pre>"),
            (".log", b"2025-01-02 step 10 loss 2.5 lr 1e-4\nTraceback (most recent call last):\nValueError: no\n"),
        )
    ),
    "sanitiser": (b"fixes #1 @bob <b>x</b> ![i](https://e.com) [l](javascript:x) <!-- c --> `code`",),
    "registry": (
        b'{"domain": "unsloth", "updated": "2024-01-01", "skills": {"a": {"type": "result", "description": "b"}}}',
        b'{\n  "paths": {"reports": "reports/"},\n  "skills": []\n}\n',
    ),
}


if __name__ == "__main__":
    sys.exit(main())
