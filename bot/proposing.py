"""From a plan to its pull request: with what was decided before taken into account, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.conversation.answer import Answer, Ended
from bot.conversation.decisions import OwnPullRequest, declining, names_after, own_pull_request, unwanted
from bot.conversation.markers import PullRequestMarker, Topic, with_marker
from bot.model.forge import Forge
from bot.model.plan import Plan, Proposal
from bot.publish.pull_request import Draft, Publisher
from bot.settings import Settings


class Revising(Protocol):
    """Makes a plan anew with what people want otherwise."""

    def without(self, plan: Plan, dropped: Sequence[int]) -> Plan:
        """Return the plan without some of its proposals."""

    def renamed(self, plan: Plan, names: Mapping[str, str]) -> Plan:
        """Return the plan with new skills under other names."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a plan was made for: its topic, who asked (may be empty), and a sentence that tells so.

    `current` is the pull request that a review is about, with the wishes of the review in its marker. A refresh takes up
    again what was declined.
    """

    topic: Topic
    author: str
    asked_in: str
    current: OwnPullRequest | None = None
    is_refresh: bool = False


class Proposer:
    """Proposes plans in one repository."""

    def __init__(self, forge: Forge, publisher: Publisher, revising: Revising, settings: Settings) -> None:
        self.forge, self.publisher, self.revising, self.settings = forge, publisher, revising, settings
        self.voice = publisher.voice

    def propose(self, plan: Plan, wish: Wish) -> Answer:
        """Open or update the pull request of a plan and return what to tell. Raises `ForgeError` and `UserError`."""
        if not plan.files:
            return Answer(Ended.NOTHING_NEW, self.voice.nothing_to_propose(plan))
        reviewed = wish.current
        branch = reviewed.pull.branch if reviewed else self._branch(plan)
        current = self._open(branch, reviewed)
        marker = (current or reviewed).marker if (current or reviewed) else PullRequestMarker()  # type: ignore[union-attr]
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
        draft = Draft(left, branch, wish.topic, wish.author, wish.asked_in, marker, _remembered(plan, before))
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


def _remembered(plan: Plan, before: Sequence[OwnPullRequest]) -> tuple[str, ...]:
    """Return a note on each earlier pull request whose decision leaves something of this plan out."""
    notes = []
    for each in before:
        digests = each.marker.declined(each.pull.is_merged)
        names = ", ".join(
            f"`{proposal.name.replace('`', '')}`" for proposal in plan.proposals if proposal.digest in digests
        )
        notes.append(f"Not proposed again: {names}, declined in [#{each.pull.number}]({each.pull.url}).")
    return tuple(notes)
