"""What a verification found in a skill: where each of its numbers stands, and which of its citations lead nowhere."""

from enum import Enum
from typing import NamedTuple

from bot.model.draft import Source


class Standing(Enum):
    """Where a number stands, best first."""

    CITED = "cited"
    ELSEWHERE = "elsewhere"
    DERIVED = "derived"
    NOWHERE = "nowhere"


class NumberCheck(NamedTuple):
    """A number of a skill, as it is written, on its 1-based line.

    `place` is where it stands (None for a derived number and for one that stands nowhere); `operands` are the two numbers
    that a derived one follows from. `cites` says whether the passage of the number cites lines of its own.
    """

    line: int
    number: str
    standing: Standing
    place: Source | None = None
    operands: tuple[str, ...] = ()
    cites: bool = False

    @property
    def is_astray(self) -> bool:
        """Whether the number stands in the evidence, but not on the lines that its passage cites."""
        return self.standing is Standing.ELSEWHERE and self.cites


class BrokenCitation(NamedTuple):
    """A citation on a 1-based line of the skill, as it is written, and why it leads nowhere."""

    line: int
    citation: str
    message: str


class SkillCheck(NamedTuple):
    """All that was checked in one skill, in the order of its lines."""

    name: str
    path: str
    numbers: tuple[NumberCheck, ...]
    broken: tuple[BrokenCitation, ...]

    @property
    def is_grounded(self) -> bool:
        """Whether every number stands somewhere and every citation leads to its lines."""
        return not self.broken and all(each.standing is not Standing.NOWHERE for each in self.numbers)

    def count(self, standing: Standing) -> int:
        """Return how many numbers stand like this."""
        return sum(each.standing is standing for each in self.numbers)
