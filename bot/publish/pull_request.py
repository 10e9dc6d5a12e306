"""The pull request of a plan: opened, or brought up to date, with every way round what the site may refuse."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from bot.conversation.answer import Ended
from bot.conversation.command import PHRASE
from bot.conversation.decisions import OwnPullRequest, identity, own_pull_request
from bot.conversation.markers import PullRequestMarker, Topic, fingerprint, known, visible, with_marker, write_marker
from bot.conversation.replies import Voice
from bot.model.forge import Checkout, Failure, Forge, ForgeError, NewPullRequest, PullRequest
from bot.model.plan import Plan
from bot.propose.pull_request import LONGEST_BODY, fitted
from bot.propose.sanitising import plain
from bot.publish.branch import Before, NotOwn, Wanted, Written, write_branch
from bot.settings import Settings

_ROOM = 100
"""Characters for what the marker gains last, and line ends."""

_LONGEST_LINK = 6_000
"""Characters of a prefilled link; browsers and GitHub take a little more."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the repository is: `acme/lab`, the address of the web site, and the branch that pull requests go to."""

    repository: str
    server: str
    base: str

    @property
    def url(self) -> str:
        """The repository's address without a slash at its end."""
        return f"{self.server.rstrip('/')}/{self.repository}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan to publish: its branch, the topic it came from, who asked (may be empty), and what reviewers decided."""

    plan: Plan
    branch: str
    topic: Topic
    author: str
    asked_in: str
    marker: PullRequestMarker
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a draft: `opening` is the first line that tells it, `notes` what else the person must know."""

    opening: str
    notes: tuple[str, ...] = ()
    pull: PullRequest | None = None
    ended: Ended = Ended.PROPOSED


class Publisher:
    """Publishes plans in one repository."""

    def __init__(self, forge: Forge, checkout: Checkout, settings: Settings, place: Place, voice: Voice) -> None:
        self.forge, self.checkout, self.settings, self.place, self.voice = forge, checkout, settings, place, voice

    def publish(self, draft: Draft, current: OwnPullRequest | None) -> Published:
        """Open a pull request for the draft, or bring `current` up to date.

        Raises `ForgeError` for what no fallback helps with.
        """
        title = plain(draft.plan.pull_request.title, 200)
        lines = tuple(f"- {each.target} {each.action}: {plain(each.name, 100)}" for each in draft.plan.proposals)
        wanted = Wanted(draft.branch, draft.plan.files, title, lines)
        if current and current.marker.plan == identity(draft.plan):
            return Published(f"{_link(current.pull)} is up to date: the same plan.", (), current.pull, Ended.UP_TO_DATE)
        try:
            written = write_branch(self.forge, self.checkout, wanted, _before(current))
        except NotOwn:
            return Published(
                f"The branch `{draft.branch}` exists and its last commit is not mine, so that I leave it alone. Rename or "
                "delete it, and ask again.",
                ended=Ended.LEFT_ALONE,
            )
        if written.conflicts:
            return Published(
                _conflict(current, written, self.place.base), (), current.pull if current else None, Ended.LEFT_ALONE
            )
        marker = self._marker(draft, written)
        text = self._text(draft, marker)
        marker = replace(marker, title=fingerprint(draft.plan.pull_request.title), body=fingerprint(text))
        notes = (*draft.notes, *_kept(written))
        if current:
            return self._edit(draft, current, (text, marker), (notes, written.is_new))
        return self._open(draft, with_marker(text, marker), notes)

    def _edit(
        self,
        draft: Draft,
        current: OwnPullRequest,
        text: tuple[str, PullRequestMarker],
        done: tuple[tuple[str, ...], bool],
    ) -> Published:
        """Bring title and description up to date, each unless a person wrote it anew."""
        (shown, marker), (notes, is_new) = text, done
        title, old = draft.plan.pull_request.title, current.pull
        if fingerprint(old.title) != current.marker.title:
            title, marker = old.title, replace(marker, title=current.marker.title)
        if fingerprint(visible(old.body)) != current.marker.body:
            shown, marker = visible(old.body), replace(marker, body=current.marker.body)
            held = "; ".join(f"{each.number}. {each.target} `{plain(each.name, 100)}`" for each in marker.proposals)
            notes = (*notes, f"The description is as you edited it. The proposals are now: {held}.")
        body = with_marker(shown, marker)
        if (title, body) != (old.title, old.body):
            self.forge.edit_pull_request(old.number, title, body)
        opening = "Updated" if is_new else "Updated the description of"
        return Published(f"{opening} {_link(old)}: {_count(draft.plan)}.", notes, old)

    def _open(self, draft: Draft, body: str, notes: tuple[str, ...]) -> Published:
        new = NewPullRequest(draft.branch, self.place.base, draft.plan.pull_request.title, body, self.settings.draft)
        try:
            pull, more = self._opened(new)
        except ForgeError as error:
            if error.failure is Failure.PULL_REQUESTS_OFF:
                return Published(self._by_hand(new), notes)
            if error.failure is Failure.NO_DIFFERENCE:
                same = "Nothing to propose: the base branch holds all of it already."
                return Published(same, notes, ended=Ended.NOTHING_NEW)
            raise
        more += self._dressed(pull, draft.author)
        return Published(f"Proposed in {_link(pull)}: {_count(draft.plan)}.", (*notes, *more), pull)

    def _opened(self, new: NewPullRequest) -> tuple[PullRequest, tuple[str, ...]]:
        try:
            return self.forge.open_pull_request(new), ()
        except ForgeError as error:
            if error.failure is Failure.NO_DRAFTS:
                return self.forge.open_pull_request(new._replace(draft=False)), (
                    "It is no draft: this repository does not support drafts.",
                )
            if error.failure is Failure.PULL_REQUEST_EXISTS:  # opened by another run since this one looked
                for pull in self.forge.pull_requests(new.branch):
                    if pull.is_open and own_pull_request(pull, self.settings.branch_prefix):
                        self.forge.edit_pull_request(pull.number, new.title, new.body)
                        return pull, ()
            raise

    def _dressed(self, pull: PullRequest, author: str) -> tuple[str, ...]:
        """Label the pull request and ask for a review; return what did not work, which is never a reason to fail."""
        notes = []
        if self.settings.labels:
            try:
                self.forge.label(pull.number, self.settings.labels)
            except ForgeError as error:
                labels = ", ".join(f"`{plain(label, 50)}`" for label in self.settings.labels)
                notes.append(f"I could not add the label {labels} ({plain(error.message, 120)}): create it once by hand.")
        if self.settings.request_review and author:
            try:
                self.forge.request_review(pull.number, author)
            except ForgeError as error:
                notes.append(f"I could not ask `{plain(author, 50)}` for a review ({plain(error.message, 120)}).")
        return tuple(notes)

    def _by_hand(self, new: NewPullRequest) -> str:
        query = {"quick_pull": "1", "title": new.title, "body": new.body}
        link = f"{self.place.url}/compare/{new.base}...{new.branch}?"
        if len(link + urlencode(query)) > _LONGEST_LINK:
            marker = new.body.rstrip().rpartition("\n")[2]
            query["body"] = f"{fitted(visible(new.body), 1_500)}\n{marker}\n"
        if len(link + urlencode(query)) > _LONGEST_LINK:
            del query["body"]
        return (
            f"The proposal is on the branch `{new.branch}`. GitHub did not let me open the pull request: "
            f"[open it with one click]({link}{urlencode(query)}), or allow it once under Settings, Actions, General: "
            '"Allow GitHub Actions to create and approve pull requests".'
        )

    def _marker(self, draft: Draft, written: Written) -> PullRequestMarker:
        return replace(
            draft.marker,
            topic=draft.topic,
            plan=identity(draft.plan),
            commit=written.commit,
            proposals=known(draft.plan.proposals),
        )

    def _text(self, draft: Draft, marker: PullRequestMarker) -> str:
        """Return the description without its marker, cut so that both fit."""
        text = _without_dropped_rows(draft.plan)
        if self.voice.phrase != PHRASE:
            text = text.replace(f"`{PHRASE} ", f"`{self.voice.phrase} ")
        left_out = self.voice.left_out(marker.dropped)
        asked = f"*{draft.asked_in}*" if draft.asked_in else ""
        tail = "".join(f"\n\n{part}" for part in (left_out, asked) if part)
        room = LONGEST_BODY - len(tail) - len(write_marker(marker)) - _ROOM
        return f"{fitted(text, room).rstrip()}{tail}"


def _before(current: OwnPullRequest | None) -> Before | None:
    return Before(current.pull.head, current.marker.commit) if current else None


def _without_dropped_rows(plan: Plan) -> str:
    """Return the body without table rows of proposals that the plan does not hold any more."""
    ids = {str(each.id) for each in plan.proposals}
    lines = plan.pull_request.body.split("\n")
    return "\n".join(line for line in lines if not ((row := re.match(r"\| (\d+) \| \*\*", line)) and row[1] not in ids))


def _kept(written: Written) -> tuple[str, ...]:
    return (
        *(f"`{plain(path, 200)}` stays as it was edited on the branch; I did not touch it." for path in written.kept),
        *(f"`{plain(path, 200)}` was edited on the branch, so that I did not take it out." for path in written.left),
    )


def _conflict(current: OwnPullRequest | None, written: Written, base: str) -> str:
    paths = ", ".join(f"`{plain(path, 200)}`" for path in written.conflicts[:5])
    where = _link(current.pull) if current else "the branch"
    return (
        f"I left {where} alone: {paths} was edited there and on `{base}` as well. Merge `{base}` into the branch, then ask "
        "again."
    )


def _count(plan: Plan) -> str:
    count = len(plan.proposals)
    return f"{count} proposal{'' if count == 1 else 's'}"


def _link(pull: PullRequest) -> str:
    return f"[#{pull.number}]({pull.url})"
