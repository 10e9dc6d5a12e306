"""The report that a crash prints: what to paste into an issue, and nothing of the repository's content."""

from __future__ import annotations

import traceback


def bug_report(error: BaseException, environment: str, arguments: list[str]) -> str:
    """Return the text for a bug: one line for the user, then a block to paste, which says the version and `environment`."""
    trace = "".join(traceback.format_exception(error)).rstrip()
    return "\n".join(
        [
            f"retro-bot: this is a bug in retro-bot, not in your files ({type(error).__name__}). Nothing more was written.",
            "Please report it; paste what stands between the lines (look through it first: it may name your files):",
            "-" * 72,
            environment,
            f"arguments: {arguments}",
            trace,
            "-" * 72,
        ]
    )
