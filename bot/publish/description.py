"""The description of a pull request as it is posted: with the numbers of its proposals, and what reviewers left out."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from bot.conversation.command import PHRASE
from bot.conversation.markers import PullRequestMarker, visible, write_marker
from bot.conversation.replies import Voice
from bot.model.forge import NewPullRequest
from bot.model.plan import Plan
from bot.propose.pull_request import LONGEST_BODY, fitted

_ROOM = 100
"""Characters for what the marker gains last, and line ends."""

_LONGEST_LINK = 6_000
"""Characters of a prefilled link; browsers and GitHub take a little more."""


def description(plan: Plan, marker: PullRequestMarker, asked_in: str, voice: Voice) -> str:
    """Return the description without its marker, cut so that both fit. `asked_in` tells who asked, and may be empty."""
    text = _with_numbers(plan, marker)
    if voice.phrase != PHRASE:
        text = text.replace(f"`{PHRASE} ", f"`{voice.phrase} ")
    left_out = voice.left_out(marker.dropped)
    asked = f"*{asked_in}*" if asked_in else ""
    tail = "".join(f"\n\n{part}" for part in (left_out, asked) if part)
    room = LONGEST_BODY - len(tail) - len(write_marker(marker)) - _ROOM
    return f"{fitted(text, room).rstrip()}{tail}"


def prefilled_link(repository_url: str, new: NewPullRequest) -> str:
    """Return the address of the page where a person opens this pull request; a text that is too long is left out."""
    query = {"quick_pull": "1", "title": new.title, "body": new.body}
    link = f"{repository_url}/compare/{new.base}...{new.branch}?"
    if len(link + urlencode(query)) > _LONGEST_LINK:
        marker = new.body.rstrip().rpartition("\n")[2]
        query["body"] = f"{fitted(visible(new.body), 1_500)}\n{marker}\n"
    if len(link + urlencode(query)) > _LONGEST_LINK:
        del query["body"]
    return f"{link}{urlencode(query)}"


def _with_numbers(plan: Plan, marker: PullRequestMarker) -> str:
    """Return the body with the numbers of the marker in its table, without rows of what the plan does not hold any more."""
    numbers = {str(each.id): known.number for each, known in zip(plan.proposals, marker.proposals, strict=True)}
    lines = []
    for line in plan.pull_request.body.split("\n"):
        row = re.match(r"\| (\d+) (?=\| \*\*)", line)
        if row is None:
            lines.append(line)
        elif row[1] in numbers:
            lines.append(f"| {numbers[row[1]]} {line[row.end() :]}")
    return "\n".join(lines)
