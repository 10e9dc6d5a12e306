"""Help for a narrow terminal, its examples and tables folded as well."""

from __future__ import annotations

import click

from bot.present.columns import folded


class NarrowFormatter(click.HelpFormatter):
    """Click's formatter for a terminal of some `columns`."""

    def __init__(self, columns: int) -> None:
        super().__init__(width=columns - 2)
        self.columns = columns

    def getvalue(self) -> str:
        """Return the help."""
        return folded(super().getvalue(), self.columns)
