"""What a format's reader makes of a file: blocks, trouble, and what the file says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from bot.model.report import Block, Problem


class Contents(NamedTuple):
    """The blocks of one file, in order, and the problems met on the way.

    `title` and `date` (ISO) are what the format itself records outside the blocks (`<title>`, an evaluation's time stamp);
    without a title (None) the first heading is one, and where it is empty the file's name has to do. `front_matter` holds
    the values of a leading YAML or TOML block, as written.
    """

    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str | None = None
    date: str = ""
    front_matter: Mapping[str, object] = MappingProxyType({})
