"""Runs the command line many times, each in a process of its own, and measures it: as a program of its own.

It reads a line of JSON a run (`folder`, `arguments`) and answers with one (`code`, `out`, `err`, `seconds`, `megabytes`).
The bot is loaded once, and each run is a fork of that process: a hundred runs take seconds.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

LONGEST_RUN = 120
"""Seconds of processor time after which a run is ended; by then it is a bug."""

MOST_MEMORY = 2 * 2**30
"""Bytes that a run may ask for."""

_LOADED = (
    "bot.commands.dry_run",
    "bot.run",
    "bot.propose.plan",
    "bot.synthesize.retrospective",
    "bot.present.json_contract",
)


def main() -> None:
    """Answer requests until the input ends."""
    from bot.entry import main as retro_bot

    for module in (*_LOADED, *(f"bot.reading.{path.stem}" for path in Path("bot/reading").glob("*.py"))):
        import_module(module)
    for line in sys.stdin:
        request = json.loads(line)
        sys.stdout.write(json.dumps(_run(retro_bot, request)) + "\n")
        sys.stdout.flush()


def _run(retro_bot: Any, request: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            code = 99
            try:
                resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_RUN, LONGEST_RUN))
                resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                os.chdir(request["folder"])
                retro_bot(request["arguments"])
            except SystemExit as ended:
                code = int(ended.code or 0)
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)
        _, status, usage = os.wait4(child, 0)
        texts = [_text(file) for file in (out, err)]
    return {
        "code": os.waitstatus_to_exitcode(status),
        "out": texts[0],
        "err": texts[1],
        "seconds": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss // 1024,
    }


def _text(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode("utf-8", "backslashreplace"))


if __name__ == "__main__":
    main()
