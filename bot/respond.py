"""From an event to its answer: who asks, what is meant, the plan, its pull request, and what the thread is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.conversation import replies
from bot.conversation.answer import Answer, Ended
from bot.conversation.command import Ask, Choose, Command, Drop, Help, Refresh, Rename, read_command
from bot.conversation.decisions import OwnPullRequest, may_be_renamed, own_pull_request
from bot.conversation.event import Asked, Closed, Dispatched, Event, Ignored, Pushed
from bot.conversation.markers import PullRequestMarker, ReplyMarker, Topic, read_reply_marker
from bot.conversation.replies import Voice
from bot.errors import UserError
from bot.model.forge import Comment, Failure, Forge, ForgeError, Permission
from bot.model.plan import Plan
from bot.model.selection import Candidate, Outcome, Request, Selection
from bot.propose.sanitising import plain
from bot.proposing import Proposer, Wish
from bot.settings import Settings

_MAY_ASK = (Permission.ADMIN, Permission.WRITE)
_NO_THREAD = (Failure.LOCKED, Failure.NOT_FOUND)
"""Why a thread takes no answer, now or later."""


class Planner(Protocol):
    """The core on the files of the checkout."""

    def select(self, request: Request) -> Selection:
        """Return what a request means."""

    def plan(self, request: Request, selection: Selection) -> Plan:
        """Return the plan for a clear selection."""

    def without(self, plan: Plan, dropped: Sequence[int]) -> Plan:
        """Return the plan without some of its proposals."""

    def renamed(self, plan: Plan, names: Mapping[str, str]) -> Plan:
        """Return the plan with new skills under other names; raise `UserError` for a name that cannot be."""

    def first_lines(self, candidates: Sequence[Candidate]) -> tuple[str, ...]:
        """Return one line of each report's content, empty where it has none."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The issue or pull request to answer in, and the comment that is answered (0: the issue's own text)."""

    number: int
    comment: int
    author: str


def command_of(event: Event, settings: Settings) -> Command | None:
    """Return what a comment or an issue asks, None where it, or another event, asks nothing."""
    return read_command(event.text, settings.trigger) if isinstance(event, Asked) else None


class Responder:
    """Answers one event. `today` is the ISO date; `is_rerun` says that an earlier attempt may have answered already."""

    def __init__(
        self, forge: Forge, planner: Planner, proposer: Proposer, settings: Settings, today: str, is_rerun: bool = False
    ) -> None:
        self.forge, self.planner, self.proposer, self.settings = forge, planner, proposer, settings
        self.today, self.is_rerun = today, is_rerun
        self.voice: Voice = proposer.voice

    def respond(self, event: Event) -> Answer:
        """Do what the event asks for and return how it ended; only what nobody can be told of is raised."""
        if isinstance(event, Asked):
            return self._asked(event)
        if isinstance(event, Closed):
            return self._closed(event)
        if isinstance(event, Ignored):
            return Answer(Ended.IGNORED, f"Nothing to do: {event.reason}.")
        return self._unasked(event)

    def _asked(self, event: Asked) -> Answer:
        command = command_of(event, self.settings)
        if command is None:
            return Answer(Ended.IGNORED, f"Nothing to do: the text does not open with {self.settings.trigger}.")
        thread = _thread(event)
        try:
            if self.forge.permission(event.author) not in _MAY_ASK:
                return Answer(Ended.NOT_ALLOWED, f"{plain(event.author, 50)} may not write here; nothing was done.")
        except ForgeError as error:  # nothing in the thread before it is known who asks
            return Answer(Ended.FAILED, replies.refused(error.failure, error.message))
        self._react(thread)
        try:
            answer, topic = self._obeyed(command, event, thread)
        except UserError as error:
            answer, topic = Answer(Ended.FAILED, replies.failed(str(error))), Topic()
        except ForgeError as error:
            answer, topic = Answer(Ended.FAILED, replies.refused(error.failure, error.message)), Topic()
        return self._told(answer, thread, topic)

    def _obeyed(self, command: Command, event: Asked, thread: Thread) -> tuple[Answer, Topic]:
        if isinstance(command, Help):
            return Answer(Ended.HELPED, self.voice.help()), Topic()
        if isinstance(command, Ask):
            return self._retrospective(Topic(command.words), thread)
        if isinstance(command, Choose):
            return self._retrospective(self._choice(command, thread), thread)
        if event.is_pull_request:
            own = own_pull_request(self.forge.pull_request(event.number), self.settings.branch_prefix)
            if own:
                return self._reviewed(command, own, thread), own.marker.topic
        if isinstance(command, Refresh):
            topic = Topic(command.words) if command.words else self._last_topic(thread)
            if topic:
                return self._retrospective(topic, thread, is_refresh=True)
        return Answer(Ended.HELPED, self.voice.help("That works on my own pull requests only.")), Topic()

    def _retrospective(self, topic: Topic, thread: Thread, is_refresh: bool = False) -> tuple[Answer, Topic]:
        request = Request(topic.words, self.today, topic.reports, topic.since)
        selection = self.planner.select(request)
        if selection.outcome is not Outcome.SELECTED:
            return self._unclear(selection), topic
        plan = self.planner.plan(request, selection)
        asked_in = f"Asked for by {plain(thread.author, 50)} in #{thread.number}."
        return self.proposer.propose(plan, Wish(topic, thread.author, asked_in, is_refresh=is_refresh)), topic

    def _unclear(self, selection: Selection) -> Answer:
        selection = selection._replace(candidates=selection.candidates[: replies.MOST_CANDIDATES * 5])
        lines = self.planner.first_lines(selection.candidates)
        paths = tuple(candidate.path for candidate in selection.candidates)
        if selection.outcome is Outcome.AMBIGUOUS:
            return Answer(Ended.AMBIGUOUS, self.voice.candidates(selection, lines), candidates=paths)
        return Answer(Ended.NOTHING_FITS, self.voice.nothing_fits(selection, lines), candidates=paths)

    def _reviewed(self, command: Command, own: OwnPullRequest, thread: Thread) -> Answer:
        is_refresh = isinstance(command, Refresh)
        if own.pull.is_merged or not (own.pull.is_open or is_refresh):
            return Answer(Ended.HELPED, self.voice.over(own.pull.is_merged), own.pull)
        marker = own.marker

        def decide(marker: PullRequestMarker) -> PullRequestMarker:
            if isinstance(command, Drop):
                return marker.dropping(command.numbers)
            return marker.renaming(command.number, command.name) if isinstance(command, Rename) else marker

        try:
            decide(marker)
        except LookupError as error:
            return Answer(Ended.HELPED, self.voice.no_such_number(int(error.args[0]), marker.proposals), own.pull)
        request = Request(marker.topic.words, self.today, marker.topic.reports, marker.topic.since)
        selection = self.planner.select(request)
        if selection.outcome is not Outcome.SELECTED:
            return replace(self._unclear(selection), pull=own.pull)
        plan = self.planner.plan(request, selection)
        if isinstance(command, Rename) and not may_be_renamed(plan, marker.proposal(command.number).digest):
            return Answer(Ended.HELPED, self.voice.no_new_skill(command.number), own.pull)
        wish = Wish(marker.topic, thread.author, own.asked_in, own, is_refresh, decide)
        return self.proposer.propose(plan, wish)

    def _unasked(self, event: Pushed | Dispatched) -> Answer:
        """Answer a push or a run that was started by hand; nobody waits in a thread."""
        words = event.words if isinstance(event, Dispatched) else "" if event.before else "all"
        since = event.before if isinstance(event, Pushed) else ""
        request = Request(words, self.today, since=since)
        try:
            selection = self.planner.select(request)
            if selection.outcome is not Outcome.SELECTED:
                return self._unclear(selection)
            plan = self.planner.plan(request, selection)
            return self.proposer.propose(plan, Wish(_topic(event, selection), _person(event.author), _origin(event)))
        except UserError as error:
            return Answer(Ended.FAILED, replies.failed(str(error)))
        except ForgeError as error:
            return Answer(Ended.FAILED, replies.refused(error.failure, error.message))

    def _closed(self, event: Closed) -> Answer:
        if not event.branch.startswith(self.settings.branch_prefix) or event.is_merged:
            return Answer(Ended.IGNORED, "Nothing to do: a merge accepts, and other pull requests are not mine.")
        try:
            own = own_pull_request(self.forge.pull_request(event.number), self.settings.branch_prefix)
        except ForgeError as error:
            return self.tell(Answer(Ended.FAILED, replies.refused(error.failure, error.message)), event)
        if own is None or own.pull.is_open or own.marker.is_revived:
            return Answer(Ended.IGNORED, "Nothing to do: the pull request is not mine, or was taken up again.")
        answer = Answer(Ended.DECLINED, self.voice.declined(own.marker.proposals), own.pull)
        return self._told(answer, _thread(event), own.marker.topic)

    def tell(self, answer: Answer, event: Asked | Closed) -> Answer:
        """Post an answer that came about outside."""
        return self._told(answer, _thread(event), Topic())

    def _choice(self, command: Choose, thread: Thread) -> Topic:
        """Return the topic that an answer to the last list in the thread chooses, else its words as they are."""
        for marker in self._own_markers(thread):
            if marker.candidates:
                if beyond := [number for number in command.numbers if not 1 <= number <= len(marker.candidates)]:
                    raise UserError(f"there is no number {beyond[0]}: the list has {len(marker.candidates)}")
                numbers = command.numbers or range(1, len(marker.candidates) + 1)
                return Topic(reports=tuple(marker.candidates[number - 1] for number in numbers))
        return Topic(command.words)

    def _last_topic(self, thread: Thread) -> Topic | None:
        return next((each.topic for each in self._own_markers(thread) if each.topic != Topic()), None)

    def _own_markers(self, thread: Thread) -> list[ReplyMarker]:
        """Return the markers of the bot's replies in a thread, newest first; other people's comments count for nothing."""
        own = [each for each in reversed(self.forge.comments(thread.number)) if self._is_own(each)]
        return [marker for each in own if (marker := read_reply_marker(each.body))]

    def _is_own(self, comment: Comment) -> bool:
        return comment.author == self.forge.login if self.forge.login else comment.is_bot

    def _react(self, thread: Thread) -> None:
        try:
            self.forge.react(thread.number, thread.comment, "eyes")
        except ForgeError:
            return  # which needs a permission of its own, and is a courtesy

    def _told(self, answer: Answer, thread: Thread, topic: Topic) -> Answer:
        """Post the answer in the thread, over an earlier attempt's; where GitHub refuses, its text says so."""
        marker = ReplyMarker(thread.comment, topic, answer.candidates)
        body = replies.fitted_reply(answer.text, marker)
        try:
            earlier = self._earlier_reply(thread) if self.is_rerun else None
            if earlier is None:
                self.forge.reply(thread.number, body)
            elif earlier.body != body:
                self.forge.edit_comment(earlier.id, body)
        except ForgeError as error:
            told = f"{answer.text}\n\nThis could not be told in #{thread.number}: {plain(error.message, 200)}"
            return replace(answer, text=told, is_untold=error.failure not in _NO_THREAD)
        return replace(answer, was_posted=True)

    def _earlier_reply(self, thread: Thread) -> Comment | None:
        for each in reversed(self.forge.comments(thread.number)):
            marker = read_reply_marker(each.body) if self._is_own(each) else None
            if marker and marker.answers == thread.comment:
                return each
        return None


def _thread(event: Asked | Closed) -> Thread:
    """Return where to answer. No comment asks for the answer to a close: the pull request's number stands for it."""
    return Thread(event.number, event.comment if isinstance(event, Asked) else event.number, event.author)


def _topic(event: Pushed | Dispatched, selection: Selection) -> Topic:
    if isinstance(event, Dispatched):
        return Topic(event.words)
    reports = tuple(report.path for report in selection.reports)
    return Topic(reports=reports) if reports else Topic(since=event.before)


def _person(login: str) -> str:
    return "" if login.endswith("[bot]") else login


def _origin(event: Pushed | Dispatched) -> str:
    who = plain(event.author, 50)
    if isinstance(event, Dispatched):
        return f"Asked for by {who} by hand."
    return f"Made because {who} pushed reports to `{plain(event.default_branch, 100)}` ({event.after[:7]})."
