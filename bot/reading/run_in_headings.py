"""Headings in bold that run into their paragraph and end in a full stop: `**TL;DR.** It works` reads `TL;DR: It works`."""

from __future__ import annotations

_MOST_WORDS = 3
_NAMES = frozenset(
    """
    tl;dr tldr summary abstract overview goal aim objective motivation background hypothesis question problem symptom cause
    reason why diagnosis fix solution workaround setup method methods methodology model data dataset hardware compute
    environment software training evaluation configuration config settings hyperparameters baseline protocol result results
    outcome outcomes finding findings observation observations analysis interpretation discussion conclusion conclusions
    takeaway takeaways lesson lessons verdict decision recommendation recommendations limitation limitations caveat caveats
    failure failures success successes status note notes cost next
    """.split()
)
_KINDS = frozenset("key main negative positive next open final root headline".split())
_ENDS = frozenset(
    "result results finding findings cause step steps question questions takeaway takeaways lesson lessons".split()
)


def with_colon(text: str, lead: str) -> str:
    """Return `text` with a colon for the full stop behind its bold `lead`, where that names a part of a report."""
    if not lead.endswith(".") or len(text) <= len(lead) or not text.startswith(lead):
        return text
    words = lead[:-1].lower().split()
    names_part = (len(words) == 1 and words[0] in _NAMES) or (
        1 < len(words) <= _MOST_WORDS and words[0] in _KINDS and words[-1] in _ENDS
    )
    return f"{text[: len(lead) - 1]}:{text[len(lead) :]}" if names_part else text
