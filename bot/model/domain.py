"""A domain as data: its vocabulary, the direction of its metrics, what its skills focus on and how they are named."""

from enum import StrEnum
from typing import NamedTuple


class Direction(StrEnum):
    """Which way is better for a metric."""

    LOWER = "lower"
    HIGHER = "higher"
    UNKNOWN = ""


class Vocabulary(NamedTuple):
    """Words, in lower case, that decide what a name stands for. A name matches where it holds the words as whole words."""

    setup: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    lower_is_better: tuple[str, ...] = ()
    higher_is_better: tuple[str, ...] = ()


class Domain(NamedTuple):
    """A domain: one file in `bot/domains/`, or a file of the team's own.

    `naming` is the convention in words (`{task}-{finding}`). `subjects` are words that may open a skill's name (model
    families, tasks, operations); `focus` are headings of what a skill of the domain is about, with the words of each.
    """

    name: str
    title: str
    naming: str
    vocabulary: Vocabulary
    subjects: tuple[str, ...] = ()
    focus: tuple[tuple[str, tuple[str, ...]], ...] = ()
