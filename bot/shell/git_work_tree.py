"""Git in one work tree: the only place that loads GitPython."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.errors import UserError
from bot.shell.git_plumbing import require_work_tree
from bot.shell.looks import look_beyond


class WorkTree:
    """Runs git commands in a folder of a work tree. `option` is what the user gave, for messages."""

    def __init__(self, root: Path, option: str) -> None:
        """Raise `UserError` where git is missing, or `root` is in no work tree."""
        try:
            import git
        except ImportError as error:
            raise UserError(
                f"{option} needs git, which is not installed", fix=f"install git, or leave out {option}"
            ) from error
        look_beyond()  # which files these questions depend on is not known
        self.failure = git.GitCommandError
        self.runner: Any = git.cmd.Git(str(root))
        require_work_tree(root, option)

    def ask(self, command: str, *arguments: str) -> str:
        """Return what a git command prints; raise `self.failure` if it fails."""
        return str(getattr(self.runner, command)(*arguments))

    def succeeds(self, command: str, *arguments: str) -> bool:
        """Say whether a git command exits with 0."""
        try:
            self.ask(command, *arguments)
        except self.failure:
            return False
        return True
