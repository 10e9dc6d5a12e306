"""What was decided before, and what follows for a plan: its identity, what is unwanted, what is worth a pull request."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.conversation.markers import Known, PullRequestMarker, read_pull_request_marker
from bot.model.forge import PullRequest
from bot.model.plan import Action, Plan, Proposal, Target

_ORIGIN = re.compile(r"\*(?:Asked for|Made because) [^*]{1,300}\*")

LASTING = (Target.SKILL, Target.TROUBLESHOOTING)
"""What a decision is remembered for; the registry and the log follow from the rest."""


@dataclass(frozen=True, slots=True)
class OwnPullRequest:
    """A pull request that the bot opened, with what its body remembers."""

    pull: PullRequest
    marker: PullRequestMarker

    @property
    def asked_in(self) -> str:
        """The sentence of its body that says who asked for it, empty where a person took it out."""
        lines = [line for line in self.pull.body.split("\n") if _ORIGIN.fullmatch(line)]
        return lines[-1].strip("*") if lines else ""


def own_pull_request(pull: PullRequest, prefix: str) -> OwnPullRequest | None:
    """Return a pull request as one of the bot's, None where it is not.

    Only who may push to this repository can open one from a branch in it, so that its marker is not a stranger's.
    """
    marker = read_pull_request_marker(pull.body)
    ours = pull.is_local and pull.branch.startswith(prefix) and marker is not None
    return OwnPullRequest(pull, marker) if ours and marker else None


def identity(plan: Plan) -> str:
    """Return what makes two plans the same: proposals with their names, and the files that they start from; not the day."""
    parts = [f"{each.target}\0{each.path}\0{each.name}\0{each.digest}" for each in plan.proposals]
    parts += [f"{change.path}\0{change.before}" for change in plan.files]
    return hashlib.sha256("\0\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def numbered(proposals: Sequence[Proposal], before: PullRequestMarker) -> tuple[Known, ...]:
    """Return proposals as a marker keeps them, each with the number that it has in the pull request for good.

    Whoever writes `drop 3` has the numbers of the moment before their eyes, and another command, or the same one once
    more, may be carried out first. `before` is the marker so far. A proposal is the same if its content is, else its
    name, and there is one registry and one log; a new one gets a number that none had.
    """
    earlier = (*before.proposals, *before.dropped)
    numbers: dict[int, int] = {}
    for key in (_content, _name, _follower):
        free = {key(each): each.number for each in reversed(earlier) if each.number not in numbers.values()}
        for each in proposals:
            if each.id not in numbers and key(each) and key(each) in free:
                numbers[each.id] = free.pop(key(each))
    last = max((each.number for each in earlier), default=0)
    for each in proposals:
        if each.id not in numbers:
            last += 1
            numbers[each.id] = last
    return tuple(Known(numbers[each.id], each.digest, each.target.value, each.name) for each in proposals)


def _content(each: Proposal | Known) -> str:
    return each.digest


def _name(each: Proposal | Known) -> str:
    return f"{each.target} {each.name}"


def _follower(each: Proposal | Known) -> str:
    return "" if each.target in LASTING else str(each.target)


def declining(closed: Iterable[PullRequest], plan: Plan, prefix: str) -> tuple[OwnPullRequest, ...]:
    """Return the closed pull requests of the bot that turned down something of this plan."""
    digests = {each.digest for each in plan.proposals}
    own = (found for pull in closed if not pull.is_open and (found := own_pull_request(pull, prefix)))
    return tuple(each for each in own if each.marker.declined(each.pull.is_merged) & digests)


def unwanted(plan: Plan, declined: Iterable[OwnPullRequest], dropped: Iterable[Known]) -> tuple[Proposal, ...]:
    """Return the proposals of a plan that were turned down: on its own pull request, or with an earlier one.

    The registry and the log follow what they tell of: they are unwanted where a reviewer dropped them from this pull
    request, whatever they would say now, and where nothing else would be left.
    """
    here = {known.digest for known in dropped}
    followers_here = {known.target for known in dropped if known.target not in LASTING}
    before = {digest for each in declined for digest in each.marker.declined(each.pull.is_merged)}
    lasting = [each for each in plan.proposals if each.target in LASTING]
    turned_down = [each for each in lasting if each.digest in here | before]
    followers = [each for each in plan.proposals if each.target not in LASTING]
    if len(turned_down) == len(lasting):
        return (*turned_down, *(each for each in followers if turned_down or each.digest in here | before))
    return (*turned_down, *(each for each in followers if each.target in followers_here))


def may_be_renamed(plan: Plan, digest: str) -> bool:
    """Say whether the proposal with this digest is a new skill."""
    return any(each.digest == digest for each in _new_skills(plan))


def names_after(plan: Plan, renames: Mapping[str, str]) -> dict[str, str]:
    """Return old and new name of each new skill in the plan that a reviewer renamed; `renames` is by digest."""
    skills = _new_skills(plan)
    return {each.name: renames[each.digest] for each in skills if renames.get(each.digest, each.name) != each.name}


def _new_skills(plan: Plan) -> list[Proposal]:
    return [each for each in plan.proposals if each.target is Target.SKILL and each.action is Action.CREATE]
