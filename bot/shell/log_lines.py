"""Messages as JSON, a line each, for whoever reads a log with a program."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime


def log_line(level: str, message: str, **more: object) -> str:
    """Return a message as one line of JSON: `time` (UTC, ISO 8601), `level` (debug to error), `message`, and `more`.

    `#` is written as an escape: GitHub's runner obeys `##[command]` wherever it stands in a line.
    """
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    content = {"time": now, "level": level, "message": message, **more}
    return json.dumps(content, ensure_ascii=True, default=str).replace("#", "\\u0023")


def debug_log(environment: Mapping[str, str], write: Callable[[str], object]) -> Callable[..., None]:
    """Return what logs a message with fields where the runner asks for it (RUNNER_DEBUG), and does nothing elsewhere.

    Source: https://docs.github.com/en/actions/how-tos/monitor-workflows/enable-debug-logging
    """

    def log(message: str, **more: object) -> None:
        if environment.get("RUNNER_DEBUG") == "1":
            write(log_line("debug", message, **more))

    return log
