"""The pull request of a plan: opened, or brought up to date, with every way round what the site may refuse."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation.answer import Ended
from bot.conversation.decisions import OwnPullRequest, identity, numbered, own_pull_request
from bot.conversation.markers import Decisions, PullRequestMarker, Topic, fingerprint, visible, with_marker
from bot.conversation.replies import Voice
from bot.model.forge import Checkout, Failure, Forge, ForgeError, NewPullRequest, PullRequest
from bot.model.plan import Plan
from bot.propose.sanitising import plain
from bot.publish.branch import Before, NotOwn, Outpaced, Wanted, Written, write_branch
from bot.publish.description import description, prefilled_link
from bot.settings import Settings


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
    """A plan to publish: its branch, the topic it came from, who asked (may be empty), and what reviewers decided.

    `before` is what the pull request remembered before, with the numbers of its proposals. `is_behind` says that its
    description does not tell of the bot's last commit.
    """

    plan: Plan
    branch: str
    topic: Topic
    author: str
    asked_in: str
    marker: PullRequestMarker
    before: PullRequestMarker
    notes: tuple[str, ...] = ()
    is_behind: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a draft: `opening` is the first line that tells it, `notes` what else the person must know."""

    opening: str
    notes: tuple[str, ...] = ()
    pull: PullRequest | None = None
    ended: Ended = Ended.PROPOSED


class Publisher:
    """Publishes plans in one repository. `is_rerun` says that an earlier attempt may have ended anywhere."""

    def __init__(
        self, forge: Forge, checkout: Checkout, settings: Settings, place: Place, voice: Voice, is_rerun: bool = False
    ) -> None:
        self.forge, self.checkout, self.settings, self.place, self.voice = forge, checkout, settings, place, voice
        self.is_rerun = is_rerun

    def publish(self, draft: Draft, current: OwnPullRequest | None) -> Published:
        """Open a pull request for the draft, or bring `current` up to date.

        Raises `ForgeError` for what no fallback helps with, and `Outpaced` where `current` is not what is there any more.
        """
        title = plain(draft.plan.pull_request.title, 200)
        lines = tuple(f"- {each.target} {each.action}: {plain(each.name, 100)}" for each in draft.plan.proposals)
        wanted = Wanted(draft.branch, draft.plan.files, title, lines, _harmless(draft.marker.decisions))
        if current and not draft.is_behind and _is_same(current.marker, draft):
            same = f"{_link(current.pull)} is up to date: the same plan."
            return Published(same, self._dressed_again(draft, current), current.pull, Ended.UP_TO_DATE)
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
        text = description(draft.plan, marker, draft.asked_in, self.voice)
        marker = replace(marker, title=fingerprint(draft.plan.pull_request.title), body=fingerprint(text))
        notes = (*draft.notes, *_kept(written))
        if current:
            return self._edit(draft, current, (text, marker), (notes, written))
        return self._open(draft, with_marker(text, marker), notes)

    def _edit(
        self,
        draft: Draft,
        current: OwnPullRequest,
        text: tuple[str, PullRequestMarker],
        done: tuple[tuple[str, ...], Written],
    ) -> Published:
        """Bring title and description up to date, each unless a person wrote it anew.

        GitHub changes a description on no condition: it is looked at right before, and the branch right after.
        """
        (shown, marker), (notes, written) = text, done
        title, old = draft.plan.pull_request.title, current.pull
        if fingerprint(old.title) != current.marker.title:
            title, marker = old.title, replace(marker, title=current.marker.title)
        if fingerprint(visible(old.body)) != current.marker.body:
            shown, marker = visible(old.body), replace(marker, body=current.marker.body)
            held = "; ".join(f"{each.number}. {each.target} `{plain(each.name, 100)}`" for each in marker.proposals)
            notes = (*notes, f"The description is as you edited it. The proposals are now: {held}.")
        body = with_marker(shown, marker)
        if (title, body) != (old.title, old.body):
            self._check_same(old)
            after = self.forge.edit_pull_request(old.number, title, body)
            if after.head != (written.commit if written.is_new else old.head):
                raise Outpaced
        opening = "Updated" if written.is_new else "Updated the description of"
        return Published(f"{opening} {_link(old)}: {_count(draft.plan)}.", notes, old)

    def _check_same(self, old: PullRequest) -> None:
        now = self.forge.pull_request(old.number)
        if (now.title, now.body, now.is_open) != (old.title, old.body, True):
            raise Outpaced

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

    def _dressed_again(self, draft: Draft, current: OwnPullRequest) -> tuple[str, ...]:
        """Label it, and ask for a review, where an earlier attempt of this job opened it and may have got no further."""
        return self._dressed(current.pull, draft.author) if self.is_rerun and current.asked_in == draft.asked_in else ()

    def _by_hand(self, new: NewPullRequest) -> str:
        link = prefilled_link(self.place.url, new)
        return (
            f"The proposal is on the branch `{new.branch}`. GitHub did not let me open the pull request: "
            f"[open it with one click]({link}), or allow it once under Settings, Actions, General: "
            '"Allow GitHub Actions to create and approve pull requests".'
        )

    def _marker(self, draft: Draft, written: Written) -> PullRequestMarker:
        return replace(
            draft.marker,
            topic=draft.topic,
            plan=identity(draft.plan),
            commit=written.commit,
            proposals=numbered(draft.plan.proposals, draft.before),
        )


def _is_same(marker: PullRequestMarker, draft: Draft) -> bool:
    return marker.plan == identity(draft.plan) and marker.decisions.agree(draft.marker.decisions)


def _before(current: OwnPullRequest | None) -> Before | None:
    return Before(current.pull.head, current.marker.commit) if current else None


def _harmless(decisions: Decisions) -> Decisions:
    """Return decisions with names that mean nothing to the site where a commit message holds them."""
    return replace(decisions, dropped=tuple(replace(each, name=plain(each.name, 100)) for each in decisions.dropped))


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
