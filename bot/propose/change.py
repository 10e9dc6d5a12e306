"""One file's change before the plan numbers its proposals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.model.draft import Source
from bot.model.plan import Action, FileChange, Proposal, Target
from bot.propose.citations import merged


class Change(NamedTuple):
    """A file's text before (empty where `is_new`) and after, and the proposals that it carries, not yet numbered."""

    path: str
    before: str
    content: str
    proposals: tuple[Proposal, ...]
    is_new: bool = False


class What(NamedTuple):
    """What a proposal is about: `target` and `action` on the file at `path`, and its `name` there."""

    target: Target
    action: Action
    path: str
    name: str


def proposal(what: What, sections: Iterable[str], reason: str, evidence: Iterable[Source], digest: str) -> Proposal:
    """Return a proposal without its number."""
    return Proposal(0, what.target, what.action, what.path, what.name, tuple(sections), reason, merged(evidence), digest)


def numbered(changes: Sequence[Change]) -> tuple[tuple[Proposal, ...], tuple[FileChange, ...]]:
    """Return the proposals of all changes, numbered from 1, and the files that carry them."""
    proposals: list[Proposal] = []
    files: list[FileChange] = []
    for change in changes:
        first = len(proposals) + 1
        proposals += [each._replace(id=number) for number, each in enumerate(change.proposals, start=first)]
        action = Action.CREATE if change.is_new else Action.UPDATE
        carried = tuple(range(first, len(proposals) + 1))
        files.append(FileChange(change.path, action, change.before, change.content, carried))
    return tuple(proposals), tuple(files)
