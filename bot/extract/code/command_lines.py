"""Commands in fenced shell blocks: what was run, its flags and its overrides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_RUNNER = re.compile(
    r"^(?:[$>%]\s+)?(?:[A-Z_][A-Z0-9_]*=\S+\s+)*(?:sudo\s+|time\s+|nohup\s+|env\s+|uv run\s+|poetry run\s+|"
    r"(?:mpirun|srun)\s[^|]{0,200}?)?"
    r"(?:\S*/)?(?:python[\d.]*|torchrun|accelerate|deepspeed|modal|sbatch|srun|ncu|nsys|nvcc|nvprof|vllm|lm_eval|lm-eval|trtllm\S*|"
    r"bash|sh|llamafactory-cli|axolotl|tune|composer|ray|mpirun|uv run|make|cmake|nvbench\S*)\s|^(?:[$>%]\s+)?\./\S+"
)
_EXPORT = re.compile(
    r"^(?:export|set|setenv|\$env:)?\s*(?P<name>[A-Z_][A-Z0-9_]*)\s?=\s?(?P<value>\"[^\"]*\"|'[^']*'|[^\s#;&|]+)\s*(?:#.*)?$"
)
_NO_SETTING = frozenset({"PATH", "HOME", "PYTHONPATH", "LD_LIBRARY_PATH", "PWD", "SHELL", "USER"})
_SCRIPT = re.compile(r"(?:^|\s)(?P<script>[\w./\-]+\.(?:py|sh|cu|ipynb|slurm|sbatch)|-m\s+[\w.]+)")
_CHAIN = re.compile(r"\s&&\s|\s\|\|\s|;\s")


class Command(NamedTuple):
    """A command on one line, the script it runs (empty where none is named), and its lines counted from 0 in the block."""

    text: str
    script: str
    first: int
    last: int


def commands(text: str) -> Iterator[Command]:
    """Yield the commands in `text` that run something; lines joined by a backslash are one command."""
    joined: list[str] = []
    first = 0
    for number, line in enumerate(text.split("\n")):
        bare = line.strip()
        if not joined:
            first = number
        if bare.endswith("\\") or (bare.endswith("`") and not bare.startswith("`")):
            joined.append(bare[:-1].strip())
            continue
        command = " ".join([*joined, bare]).strip()
        joined = []
        if any(_RUNNER.match(part) for part in _CHAIN.split(command)):
            script = _SCRIPT.search(command)
            yield Command(command.lstrip("$> "), script["script"] if script else "", first, number)


def exports(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the variables that shell lines set: name, value and the line counted from 0."""
    for number, line in enumerate(text.split("\n")):
        match = _EXPORT.match(line.strip())
        if match and match["name"] not in _NO_SETTING and "$(" not in match["value"]:
            yield match["name"], match["value"].strip("\"'"), number


def looks_like_commands(text: str) -> bool:
    """Say whether a block without a language holds commands: its first line runs something."""
    for line in text.split("\n", 8)[:8]:
        if line.strip() and not line.lstrip().startswith("#"):
            return _RUNNER.match(line.strip()) is not None
    return False
