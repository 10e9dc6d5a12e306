"""From a plan to its pull request: with what was decided before taken into account, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.conversation.answer import Answer, Ended
from bot.conversation.decisions import OwnPullRequest, declining, names_after, own_pull_request, unwanted
from bot.conversation.markers import PullRequestMarker, Topic, with_marker
from bot.model.forge import Failure, Forge, ForgeError
from bot.model.plan import Plan, Proposal
from bot.publish.branch import Outpaced
from bot.publish.own_commit import own_commit
from bot.publish.pull_request import Draft, Publisher
from bot.settings import Settings

_ATTEMPTS = 4


class Revising(Protocol):
    """Makes a plan anew with what people want otherwise."""

    def without(self, plan: Plan, dropped: Sequence[int]) -> Plan:
        """Return the plan without some of its proposals."""

    def renamed(self, plan: Plan, names: Mapping[str, str]) -> Plan:
        """Return the plan with new skills under other names."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a plan was made for: its topic, who asked (may be empty), and a sentence that tells so.

    `current` is the pull request that a review is about, and `decide` puts the decision of the review into its marker. A
    refresh takes up again what was declined.
    """

    topic: Topic
    author: str
    asked_in: str
    current: OwnPullRequest | None = None
    is_refresh: bool = False
    decide: Callable[[PullRequestMarker], PullRequestMarker] = lambda marker: marker


class Proposer:
    """Proposes plans in one repository."""

    def __init__(self, forge: Forge, publisher: Publisher, revising: Revising, settings: Settings) -> None:
        self.forge, self.publisher, self.revising, self.settings = forge, publisher, revising, settings
        self.voice = publisher.voice

    def propose(self, plan: Plan, wish: Wish) -> Answer:
        """Open or update the pull request of a plan and return what to tell. Raises `ForgeError` and `UserError`.

        Where another run or a person was faster, it begins anew with what is there then.
        """
        if not plan.files:
            return Answer(Ended.NOTHING_NEW, self.voice.nothing_to_propose(plan))
        for _ in range(_ATTEMPTS):
            try:
                return self._proposed(plan, wish)
            except Outpaced:
                wish = self._read_anew(wish)
        raise ForgeError(Failure.BRANCH_MOVED, "Update is not a fast forward")

    def _read_anew(self, wish: Wish) -> Wish:
        if wish.current is None:
            return wish
        pull = self.forge.pull_request(wish.current.pull.number)
        return replace(wish, current=own_pull_request(pull, self.settings.branch_prefix) or wish.current)

    def _proposed(self, plan: Plan, wish: Wish) -> Answer:
        reviewed = wish.current
        branch = reviewed.pull.branch if reviewed else self._branch(plan)
        current = self._open(branch, reviewed)
        remembered = self._remembered(current or reviewed)
        marker = wish.decide(remembered)
        marker = replace(marker, is_revived=False, dropped=() if wish.is_refresh else marker.dropped)
        plan = self.revising.renamed(plan, names_after(plan, marker.renames))
        before = declining(self.forge.closed_pull_requests(), plan, self.settings.branch_prefix)
        if wish.is_refresh:
            self._revive(before)
            before = ()
        out = unwanted(plan, before, marker.dropped)
        left = self.revising.without(plan, [each.id for each in out]) if out else plan
        if not left.files:
            return self._nothing_left(out, before, current)
        numbers, is_behind = PullRequestMarker(), False
        if current:
            numbers = replace(current.marker, dropped=(*current.marker.dropped, *remembered.dropped))
            is_behind = remembered is not current.marker
        notes = _declined_before(plan, before)
        draft = Draft(left, branch, wish.topic, wish.author, wish.asked_in, marker, numbers, notes, is_behind)
        published = self.publisher.publish(draft, current)
        text = self.voice.proposed(published.opening, left, published.notes)
        return Answer(published.ended, text, published.pull, branch, proposals=len(left.proposals))

    def _branch(self, plan: Plan) -> str:
        return self.settings.branch_prefix + plan.pull_request.branch.removeprefix("retro-bot/")

    def _open(self, branch: str, reviewed: OwnPullRequest | None) -> OwnPullRequest | None:
        """Return the bot's open pull request of a branch."""
        if reviewed and reviewed.pull.is_open:
            return reviewed
        for pull in self.forge.pull_requests(branch):
            if pull.is_open and (own := own_pull_request(pull, self.settings.branch_prefix)):
                return own
        return None

    def _remembered(self, own: OwnPullRequest | None) -> PullRequestMarker:
        """Return what a pull request remembers: where its branch is ahead of its description, the branch knows more."""
        if own is None:
            return PullRequestMarker()
        if not own.pull.is_open or own.pull.head == own.marker.commit:
            return own.marker
        ahead = own_commit(self.forge.commit(own.pull.head))
        if ahead is None:  # a person's commit
            return own.marker
        return replace(own.marker, dropped=ahead.decisions.dropped, renames=ahead.decisions.renames)

    def _revive(self, declined: Sequence[OwnPullRequest]) -> None:
        """Write into closed pull requests, for people and for the bot, that they decline nothing any more."""
        for each in declined:
            body = with_marker(
                f"{each.pull.body.rstrip()}\n\n*Taken up again on request.*", replace(each.marker, is_revived=True)
            )
            self.forge.edit_pull_request(each.pull.number, each.pull.title, body)

    def _nothing_left(
        self, out: Sequence[Proposal], before: Sequence[OwnPullRequest], current: OwnPullRequest | None
    ) -> Answer:
        if current and not before:
            text = "Nothing is left of this pull request. Close it to decline all of it."
            return Answer(Ended.LEFT_ALONE, text, current.pull)
        places = [f"[#{each.pull.number}]({each.pull.url})" for each in before]
        return Answer(Ended.NOTHING_NEW, self.voice.declined_before(out, places))


def _declined_before(plan: Plan, before: Sequence[OwnPullRequest]) -> tuple[str, ...]:
    """Return a note on each earlier pull request whose decision leaves something of this plan out."""
    notes = []
    for each in before:
        digests = each.marker.declined(each.pull.is_merged)
        names = ", ".join(
            f"`{proposal.name.replace('`', '')}`" for proposal in plan.proposals if proposal.digest in digests
        )
        notes.append(f"Not proposed again: {names}, declined in [#{each.pull.number}]({each.pull.url}).")
    return tuple(notes)
