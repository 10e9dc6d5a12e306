"""Hostile and broken input through the real command line: every kind of file, every way to break it, measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bot.domains.loading import load_domain
from bot.extract.report_facts import extract_facts
from bot.reading.report import read_report
from tests.commands.conftest import FILES
from tests.reliability.document import Section
from tests.reliability.forked_runs import LONGEST_RUN, MOST_MEMORY
from tests.reliability.hostile_files import BREAKAGES, GROUPS, KINDS, REGISTRY

_ROOT = Path(__file__).parents[2]
_COUNT = sum(len(each.kinds) for each in BREAKAGES.values())
_ARGUMENTS = ("dry-run", "all", "--today", "2025-04-01", "--format", "json")
_CANARY = "0.123456"
"""A number that stands only outside the repository."""


class Run(NamedTuple):
    """What one run of the command line said, and what it cost: seconds of processor time, megabytes at its peak."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: int

    @property
    def plan(self) -> Mapping[str, Any]:
        """The plan that was printed."""
        found: Mapping[str, Any] = json.loads(self.out)
        return found

    def says(self, words: str) -> bool:
        """Whether a warning or an error holds these words."""
        warnings = self.plan["warnings"] if self.out else []
        return any(words in line for line in (*warnings, *self.err.splitlines()))


@cache
def _runner() -> subprocess.Popen[str]:
    environment = {**os.environ, "RETRO_BOT_CACHE": "off", "GIT_CONFIG_NOSYSTEM": "1"}
    command = [sys.executable, "-m", "tests.reliability.forked_runs"]
    return subprocess.Popen(command, cwd=_ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run(folder: Path, *arguments: str) -> Run:
    """Run the command line in a folder."""
    runner = _runner()
    assert runner.stdin is not None
    assert runner.stdout is not None
    runner.stdin.write(json.dumps({"folder": str(folder), "arguments": arguments}) + "\n")
    runner.stdin.flush()
    return Run(**json.loads(runner.stdout.readline()))


@contextmanager
def lab() -> Iterator[Path]:
    """A repository with a registry, reports, a log and a guide."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "lab"
        for path, text in FILES.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        yield root


def _state(root: Path) -> set[tuple[str, int, int]]:
    paths = (Path(folder) / name for folder, _, names in os.walk(root) for name in names)
    return {(str(path), (about := path.lstat()).st_size, about.st_mtime_ns) for path in paths}


def _checked(root: Path, *arguments: str) -> Run:
    """Run in a repository; whatever is in it, nothing breaks, nothing is written, and nothing outside is read."""
    before = _state(root)
    done = run(root, *(arguments or _ARGUMENTS))
    assert done.code in (0, 1, 4), f"exit code {done.code}: {done.err[-300:]}"
    assert "Traceback" not in done.err
    assert _CANARY not in done.out + done.err, "a file outside was read"
    assert _state(root) == before, "dry-run wrote something"
    assert done.seconds < LONGEST_RUN
    return done


def _broken(name: str) -> tuple[str, ...]:
    breakage = BREAKAGES[name]
    runs: list[Run] = []
    named = 0
    for group in GROUPS:
        kinds = [kind for kind in group if kind in breakage.kinds]
        if not kinds:
            continue
        with lab() as root:
            for kind in kinds:
                path, text = KINDS[kind]
                breakage.write(root / path, text, kind)
            done = _checked(root)
        assert done.code == 0, f"{', '.join(kinds)}: the rest does not go on: {done.err[-200:]}"
        assert done.plan["proposals"], f"{', '.join(kinds)}: nothing is proposed"
        for kind in kinds:
            is_named = done.says(Path(KINDS[kind][0]).name)
            assert is_named or not breakage.is_named, f"{kind}: the file is not named"
            named += is_named
        runs.append(done)
    seconds, megabytes = max(each.seconds for each in runs), max(each.megabytes for each in runs)
    return str(len(breakage.kinds)), str(named), f"{seconds:.1f} s", f"{megabytes} MB"


_NAMES = {
    "an option": "--help.md",
    "another option": "-C.md",
    "a command for a shell": "$(touch broken) `touch broken`; touch broken.md",
    "a line break": "a\nb.md",
    "a workflow command": "::set-output name=x::y.md",
    "bytes that are not UTF-8": os.fsdecode(b"caf\xe9.md"),
    "an override of the direction": "a\u202edm.md",
    "markup": "[x](https:)<b>@bob.md",
    "250 signs": "a" * 247 + ".md",
}


def _named(name: str) -> tuple[str, ...]:
    """A report with a hostile name is read like any other, alone and among others, and stays what it is: a name."""
    text = "# Mistral run\n\n- Date: 2025-03-11\n\n## Results\n\n| Run | Eval loss |\n|---|---|\n| a | 1.5 |\n"
    path = f"reports/{_NAMES[name]}"
    with lab() as root:
        (root / path).write_text(text, encoding="utf-8")
        done = _checked(root)
        assert done.code == 0
        if path != path.encode("utf-8", "replace").decode():
            assert done.says("the file's name is not UTF-8"), done.err
            assert len(done.plan["selection"]["reports"]) == 2
            return ("named, with its fix; the others are planned with",)
        assert len(done.plan["selection"]["reports"]) == 3
        alone = _checked(root, "dry-run", "--report", path, "--today", "2025-04-01")
        assert alone.code == 0, alone.err
        extracted = _checked(root, "extract", "--", path)
        assert extracted.code == 0, extracted.err
        assert not list(root.rglob("broken"))
    for shown in (alone.out, alone.err):
        assert not any(line.startswith("::") for line in shown.splitlines())
        assert "\u202e" not in shown
    return ("read and planned with",)


_PATHS = (
    *("../..", "../outside", "/etc", "reports/../../outside", "..\\..\\outside", "link-out", "~", ".git", "-rf"),
    *("\0", "a" * 5000, "a/" * 5000, "reports\n", "\ud800"),
)


def _paths(key: str) -> tuple[str, ...]:
    """A path of the registry that leads out is refused in a line that names the registry's; nothing there is read."""
    refused = 0
    for path in _PATHS:
        with lab() as root:
            outside = root.parent / "outside"
            outside.mkdir()
            for name in ("a.md", "experiment-log.md", "result-skill-template.md"):
                (outside / name).write_text(f"# Outside\n\n- loss: {_CANARY}\n", encoding="utf-8")
            (root / "link-out").symlink_to(outside)
            content = json.loads(FILES[REGISTRY])
            content["paths"][key] = path
            (root / REGISTRY).write_text(json.dumps(content, indent=2), encoding="utf-8")
            done = _checked(root)
        if done.code == 1:
            refused += 1
            assert done.err.count("\n") == 1, done.err
            assert done.err.startswith(f"retro-bot: {REGISTRY}:"), done.err
        else:
            files = done.plan["files"] if done.code == 0 else []
            assert all(not file["path"].startswith((".git/", "..", "/")) for file in files)
    return str(len(_PATHS)), str(refused), str(len(_PATHS) - refused)


_LINES: Mapping[str, tuple[str, str, str]] = {
    "prose with numbers": ("a.md", "## Results\n\n{}\n", "loss 1.5 at rank 8, "),
    "signs of markdown": ("a.md", "{}\n", "*_[`<!|"),
    "one cell": ("a.md", "| a | loss |\n|---|---|\n| b | {} |\n", "1.5 -> 1.2; "),
    "a command": ("a.md", "```bash\n{}\n```\n", "--lr 1e-4 "),
    "an error": ("a.md", "## Problems\n\n**Error**: {}\n", "because it failed due to "),
    "a row of CSV": ("a.csv", "a,b\n{}\n", "1.5,"),
    "a string of JSON": ("a.json", '{{"a": "{}", "loss": 1.5}}\n', "loss 1.5 "),
    "a log": ("a.log", "{}\n", "step 1 loss 2.0 "),
    "one word": ("a.md", "{}\n", "a"),
}
_SIZES = (10_000, 100_000, 1_000_000, 10_000_000)


def _line(name: str) -> tuple[str, ...]:
    """Read and extract one line of growing length; ten times the length may take at most 25 times the time."""
    path, frame, piece = _LINES[name]
    domain, _ = load_domain("unsloth")
    seconds: list[float] = []
    for size in _SIZES:
        data = frame.format(piece * (size // len(piece.encode()))).encode()
        start = time.process_time()
        extract_facts(read_report(path, data), domain)
        seconds.append(time.process_time() - start)
    for before, after, size in zip(seconds, seconds[1:], _SIZES[1:], strict=False):
        assert after < 25 * max(before, 0.05), f"{size} bytes take {after:.1f} s, a tenth of them {before:.2f} s"
    return tuple(f"{each:.2f} s" for each in seconds)


_SIZE_NAMES = ("10 kB", "100 kB", "1 MB", "10 MB")
_MEASURED = frozenset({"Time, at most", "Memory, at most", *_SIZE_NAMES})

SECTIONS = (
    Section(
        "Broken and hostile files",
        "Files of a repository are broken in the same way, and `dry-run all` runs in a process of its own: once with a "
        "report of each format broken, once with log, guide, skill, template and domain file, once with the registry, as "
        f"far as the breakage fits. There are {len(KINDS)} kinds of files ({', '.join(KINDS)}); with each way to break "
        f"them these are {_COUNT} broken files. There is no traceback, nothing is written, nothing outside of the "
        "repository is read, and the other reports lead to their proposals. A run may take "
        f"{LONGEST_RUN} s and {MOST_MEMORY >> 20} MB. Time is that of the processor, for all files of a run. A file that "
        "can still be read need not be named.",
        ("What is wrong", "Files", "Named", "Time, at most", "Memory, at most"),
        tuple(BREAKAGES),
        _broken,
        _MEASURED,
        is_slow=True,
    ),
    Section(
        "Reports with hostile names",
        "A report is named like something else. It is read with the others (`dry-run all`), alone (`dry-run --report`) and "
        "by `extract`.",
        ("The name is", "What happens"),
        tuple(_NAMES),
        _named,
        _MEASURED,
        is_slow=True,
    ),
    Section(
        "Paths of the registry that lead elsewhere",
        "Each key of the registry's `paths` is set to paths that leave the repository, by dots, by a link, as an absolute "
        "path, or that are none. Refused is a run that ends in one line with the registry's name and line; harmless is one "
        "that goes on with nothing there read or written.",
        ("Key", "Paths", "Refused", "Harmless"),
        ("reports", "experiment_log", "troubleshooting", "templates"),
        _paths,
        _MEASURED,
        is_slow=True,
    ),
    Section(
        "Lines without end",
        "One line of a report grows. Reading and extraction may take at most 25 times as long for ten times the length: "
        "in proportion to it, with room for a machine that others use too.",
        ("The line holds", *_SIZE_NAMES),
        tuple(_LINES),
        _line,
        _MEASURED,
        is_slow=True,
    ),
)
