"""The workflows that newcomers copy from the documents; `python -m tests.action.newcomer` prints them for the linters."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.project.documents import code_blocks

ROOT = Path(__file__).parents[2]
PATH = ".github/workflows/retrospective.yml"
ORGANISATION = ".github/workflows/organisation.yml"
PLACEHOLDER = "OWNER/retro-bot@COMMIT"
"""What a newcomer replaces, and so do the tests."""


def workflow(document: str = "docs/action.md", uses: str = "acme/retro-bot@" + "0" * 40, path: str = PATH) -> str:
    """Return the workflow at `path` that `document` shows, with `uses` for the action."""
    (block,) = (block for block in code_blocks(ROOT / document) if block.mark == ("file", path))
    return block.text.replace(PLACEHOLDER, uses)


if __name__ == "__main__":
    shown = workflow("docs/scale.md", path=ORGANISATION) if sys.argv[1:] == ["organisation"] else workflow()
    print(shown, end="")  # noqa: T201 - it is what this module is run for
