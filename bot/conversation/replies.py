"""Every text that the bot posts in a thread or in the step summary; what people or reports wrote comes in sanitised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.markers import Known, ReplyMarker, write_marker
from bot.model.forge import Failure
from bot.model.plan import Plan, Proposal
from bot.model.selection import Candidate, Selection
from bot.propose.pull_request import LONGEST_BODY, fitted
from bot.propose.sanitising import inline, plain
from bot.propose.summary_text import Links, cited_lines
from bot.secrets.redaction import redacted

MOST_CANDIDATES = 40
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """What the texts depend on: how commands are written, and where the files are shown."""

    phrase: str
    blob_url: str

    def command(self, words: str) -> str:
        """Return a command as it is typed, in code."""
        return f"`{self.phrase} {words}`"

    def candidates(self, selection: Selection, lines: Sequence[str]) -> str:
        """Several reports could be meant: a numbered list to choose from, each with one line of its content."""
        reason = inline(selection.reason).rstrip(".?")
        shown = [_candidate(*each) for each in enumerate(zip(selection.candidates, lines, strict=True), start=1)]
        return "\n".join(
            [
                f"Several reports could be meant ({reason}). Which ones?" if reason else "Which reports?",
                "",
                *shown[:MOST_CANDIDATES],
                *_more(len(shown) - MOST_CANDIDATES),
                "",
                f"Answer with their numbers, as in {self.command('1 3')}, or {self.command('all')} for all of them.",
            ]
        )

    def nothing_fits(self, selection: Selection, lines: Sequence[str]) -> str:
        """Nothing fits: why, and what there is."""
        reason = inline(selection.reason).rstrip(".") or "nothing fits these words"
        if not selection.candidates:
            return f"No retrospective: {reason}."
        shown = [_candidate(*each) for each in enumerate(zip(selection.candidates, lines, strict=True), start=1)]
        return "\n".join(
            [
                f"No retrospective: {reason}. There is:",
                "",
                *shown[:MOST_CANDIDATES],
                *_more(len(shown) - MOST_CANDIDATES),
                "",
                f"Answer with numbers, as in {self.command('1 3')}, {self.command('all')}, or other words.",
            ]
        )

    def nothing_to_propose(self, plan: Plan) -> str:
        """The evidence was read and teaches nothing that the repository does not hold."""
        what = "Nothing to propose: what this evidence teaches stands in the repository already, or it teaches nothing yet."
        return "\n".join([what, *self.first_lines(plan), *_warnings(plan)])

    def declined_before(self, proposals: Sequence[Proposal], places: Sequence[str]) -> str:
        """All of the plan was declined before."""
        names = ", ".join(f"`{_name(each.name)}`" for each in proposals)
        return (
            f"Nothing to propose: {names} was declined before ({', '.join(places)}) and there is no new evidence. "
            f"{self.command('refresh')} takes it up again."
        )

    def proposed(self, opening: str, plan: Plan, notes: Sequence[str]) -> str:
        """A pull request holds the plan: `opening` says what happened to it."""
        return "\n".join([opening, *self.first_lines(plan), *_list(notes)])

    def first_lines(self, plan: Plan) -> list[str]:
        """Return the first lines of the summary with their links, after an empty line; nothing where it says nothing."""
        summary = plan.retrospective.summary
        statements = (summary.key_findings or summary.what_failed or summary.what_we_tried)[:_MOST_LINES]
        links = Links((source for each in statements for source in each.sources), self.blob_url)
        return ["", *(f"- {line}" for line in cited_lines(statements, links))] if statements else []

    def left_out(self, proposals: Sequence[Known]) -> str:
        """Return the line of a pull request's body that names what a reviewer dropped; empty where nothing was."""
        names = ", ".join(f"{each.target} `{_name(each.name)}`" for each in proposals)
        return f"*Left out on request: {names}. {self.command('refresh')} takes them up again.*" if names else ""

    def declined(self, proposals: Sequence[Known]) -> str:
        """A pull request was closed without merging it."""
        names = ", ".join(f"`{_name(each.name)}`" for each in proposals if each.target in ("skill", "troubleshooting"))
        return (
            f"Declined, and remembered: {names or 'this plan'} will not be proposed again until there is new evidence. "
            f"Comment {self.command('refresh')} to take it up again."
        )

    def over(self, is_merged: bool) -> str:
        """A review command on a pull request that is closed."""
        if is_merged:
            return "This pull request was merged. Ask anew, in an issue or here, about what came since."
        return f"This pull request was closed. {self.command('refresh')} takes it up again."

    def no_such_number(self, number: int, proposals: Sequence[Known]) -> str:
        """A review command names a proposal that the pull request does not have."""
        shown = [f"{each.number}. {each.target} `{_name(each.name)}`" for each in proposals]
        return "\n".join([f"There is no proposal {number}. This pull request holds:", "", *shown])

    def no_new_skill(self, number: int) -> str:
        """A rename names something that has no name of its own."""
        return f"Proposal {number} is no new skill, and only those get their names here."

    def help(self, problem: str = "") -> str:
        """What can be asked; `problem` says why it is told."""
        rows = (
            ("lora rank", "a retrospective about the reports that these words mean; dates and paths work as well"),
            ("all", "about everything"),
            ("1 3", "choose from the list that I answered with"),
            ("drop 2", "on my pull request: leave proposal 2 out"),
            ("rename 1 new-name", "on my pull request: another name for a new skill"),
            ("refresh", "make the plan anew, also what was declined"),
        )
        table = [f"| {self.command(words)} | {meaning} |" for words, meaning in rows]
        return "\n".join([*([problem, ""] if problem else []), "| Comment | What happens |", "|---|---|", *table])


def failed(problem: str) -> str:
    """Something the person can mend."""
    return f"I could not do it: {inline(problem)}"


def fitted_reply(text: str, marker: ReplyMarker) -> str:
    """Return a reply without secrets and its marker, both within GitHub's limit; of many candidates the last ones go."""
    written = write_marker(marker)
    while len(written) > LONGEST_BODY // 2 and marker.candidates:
        marker = replace(marker, candidates=marker.candidates[: len(marker.candidates) * 3 // 4])
        written = write_marker(marker)
    return f"{fitted(redacted(text), LONGEST_BODY - len(written) - 2)}\n\n{written}"


FAILURES = {
    Failure.NOT_PERMITTED: "The token lacks a permission: the job needs `contents: write`, `pull-requests: write` and "
    "`issues: write`.",
    Failure.PROTECTED: "A ruleset or branch protection does not let me write this branch: allow the prefix, or choose "
    "another with the input `branch-prefix`.",
    Failure.UNSIGNED: "A ruleset wants signed commits, and GitHub did not sign mine: use the workflow's own token or an "
    "app's.",
    Failure.PUSH_PROTECTION: "Push protection found a secret in what I wanted to write. Take it out of its report.",
    Failure.RATE_LIMITED: "GitHub's rate limit is used up. Run the job again later: it goes on where it stopped.",
    Failure.UNAVAILABLE: "GitHub did not answer. Run the job again: it goes on where it stopped.",
    Failure.BRANCH_MOVED: "The branch moved again and again while I wrote it. Run the job again.",
}
"""What to do about a refusal, where the site's own words do not say it."""


def refused(failure: Failure, message: str) -> str:
    """The site refused: what to do about it, and its own words."""
    advice = FAILURES.get(failure, "GitHub refused.")
    return f"{advice} (GitHub: {plain(message, 300)})"


def _candidate(number: int, row: tuple[Candidate, str]) -> str:
    each, line = row
    date = f" ({inline(each.date)})" if each.date else ""
    said = f": {inline(plain(redacted(line), 160))}" if line else ""  # the rest of a key that is cut looks like none
    return f"{number}. **{inline(each.title or each.path)}**{date} `{_name(each.path)}`{said}"


def _more(count: int) -> list[str]:
    return [f"\n…and {count} more: say which by words, dates or paths."] if count > 0 else []


def _warnings(plan: Plan) -> list[str]:
    return _list([inline(warning) for warning in plan.warnings[:5]])


def _list(notes: Sequence[str]) -> list[str]:
    return ["", *(f"- {note}" for note in notes)] if notes else []


def _name(text: str) -> str:
    return plain(text, 120).replace("`", "")
