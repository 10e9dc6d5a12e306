"""How a run ended, told in the thread or in the step summary."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model.forge import PullRequest


class Ended(StrEnum):
    """The ways in which a run ends; the action's output `outcome`."""

    IGNORED = "ignored"
    NOT_ALLOWED = "not-allowed"
    AMBIGUOUS = "ambiguous"
    NOTHING_FITS = "nothing-fits"
    NOTHING_NEW = "nothing-new"
    PROPOSED = "proposed"
    UP_TO_DATE = "up-to-date"
    LEFT_ALONE = "left-alone"
    DECLINED = "declined"
    HELPED = "helped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person is told; `candidates` are the paths of a list to choose from, `was_posted`: the thread has it.

    `proposals` is how many proposals the pull request holds. `is_untold` says that the thread could not be told for a
    reason that passes, so that the job has to be run again.
    """

    ended: Ended
    text: str
    pull: PullRequest | None = None
    branch: str = ""
    candidates: tuple[str, ...] = ()
    was_posted: bool = False
    proposals: int = 0
    is_untold: bool = False
