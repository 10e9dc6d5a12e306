"""The workflow that a newcomer copies from the documents; `python -m tests.action.newcomer` prints it for the linters."""

from __future__ import annotations

from pathlib import Path

from tests.project.documents import code_blocks

ROOT = Path(__file__).parents[2]
PATH = ".github/workflows/retrospective.yml"
PLACEHOLDER = "OWNER/retro-bot@COMMIT"
"""What a newcomer replaces, and so do the tests."""


def workflow(document: str = "docs/action.md", uses: str = "acme/retro-bot@" + "0" * 40) -> str:
    """Return the workflow that `document` shows, with `uses` for the action."""
    (block,) = (block for block in code_blocks(ROOT / document) if block.mark == ("file", PATH))
    return block.text.replace(PLACEHOLDER, uses)


if __name__ == "__main__":
    print(workflow(), end="")  # noqa: T201 - it is what this module is run for
