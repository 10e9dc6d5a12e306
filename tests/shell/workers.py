"""Work for the tests of engines: in a module, so that workers can import it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from bot.shell.engines import Batch


def doubled(batch: Batch) -> Sequence[int]:
    return [2 * item for item in batch]


def killed_by_seven(batch: Batch) -> Sequence[int]:
    if 7 in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return doubled(batch)


def killed_once(batch: Batch) -> Sequence[int]:
    """Kill the worker that comes first to the item that names a file, which then is there."""
    for item in batch:
        if "/" in item and not Path(item).exists():
            Path(item).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return [len(str(item)) for item in batch]


def slow(batch: Batch) -> Sequence[int]:
    time.sleep(0.2)
    return doubled(batch)
