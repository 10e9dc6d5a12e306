"""A process that runs the action in forks of itself, so that a run can be killed as a runner's machine kills it.

Reads lines of JSON (`environment`, `today`), forks, and writes one line when the run has begun, its process id, and one
when it has ended: its exit code, or minus the signal that killed it. It has one thread, so that forking is safe.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import bot.planner
import bot.proposing
import bot.shell.git_checkout
from bot.action import Circumstances, run
from bot.shell.github import Pace


class Worker:
    """The process, for as long as the context lasts."""

    def __enter__(self) -> Worker:
        command = [sys.executable, "-m", "tests.reliability.worker"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.communicate("")

    def run(self, environment: dict[str, str], today: str, begun: Callable[[int], object]) -> int:
        """Run the action on an environment; `begun` is called with the process id before its first request."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"environment": environment, "today": today}) + "\n")
        self.process.stdin.flush()
        begun(int(self.process.stdout.readline()))
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


def main() -> None:
    """Serve until the input ends."""
    while line := sys.stdin.readline():
        order = json.loads(line)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(write)
            os.read(read, 1)
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
            os.environ |= {name: order["environment"].pop(name) for name in ("RETRO_BOT_CACHE", "HOME")}
            pace = Pace(secondary_wait=0.0, backoff=0.0)
            os._exit(run(order["environment"], Circumstances(order["today"], pace)))
        os.close(read)
        _say(child)
        sys.stdin.readline()
        os.write(write, b"g")
        os.close(write)
        _, status = os.waitpid(child, 0)
        _say(os.waitstatus_to_exitcode(status))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    for module in (bot.planner, bot.proposing, bot.shell.git_checkout):
        assert module  # imported here, once for all runs
    main()
