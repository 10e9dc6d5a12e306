"""The branch of a plan: a commit on top of what is there, which leaves alone what a person changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.conversation.markers import Decisions
from bot.model.forge import Blob, Checkout, Commit, Failure, Forge, ForgeError, TreeEntry
from bot.model.plan import FileChange
from bot.publish.own_commit import OwnCommit, commit_message, own_commit

_FILE = "100644"
_ATTEMPTS = 3

Edits: TypeAlias = Mapping[str, Blob | None]
"""What people made of each path that they changed on the branch; None where they removed it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a branch is to hold: the files of the plan, made with `decisions`; `title` and `lines` are the message."""

    branch: str
    files: tuple[FileChange, ...]
    title: str
    lines: tuple[str, ...]
    decisions: Decisions


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of the branch: its `head`, and the last commit `own` that the bot made (may be empty)."""

    head: str
    own: str


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the branch. `kept` are paths of the plan that a person changed, `left` such that left the plan.

    `conflicts` are paths that a person and the base changed.
    Nothing is written where there are conflicts. `is_new` says whether the bot added a commit; `commit` is its last one.
    """

    commit: str
    is_new: bool
    kept: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


class Outpaced(Exception):
    """Another run, or a person, was faster: what was decided on is not what is there any more."""


class NotOwn(Exception):
    """The branch exists, and the bot did not make it."""


def write_branch(forge: Forge, checkout: Checkout, wanted: Wanted, before: Before | None) -> Written:
    """Make or move the branch so that it holds the plan.

    Raises `ForgeError`, `NotOwn` for somebody else's branch, and `Outpaced` where a branch that was there has moved.
    """
    checkout.check(wanted.files)
    is_known = before is not None
    for _ in range(_ATTEMPTS):
        try:
            return _extend(forge, checkout, wanted, before) if before else _create(forge, checkout, wanted)
        except ForgeError as error:
            if error.failure not in (Failure.BRANCH_EXISTS, Failure.BRANCH_MOVED):
                raise
            if is_known:
                raise Outpaced from error
            head = forge.branch_head(wanted.branch)
            before = Before(head, "") if head else None
    raise ForgeError(Failure.BRANCH_MOVED, "Update is not a fast forward")


def _create(forge: Forge, checkout: Checkout, wanted: Wanted) -> Written:
    base = checkout.blobs()
    tree = forge.create_tree(checkout.tree, [_entry(change, base) for change in wanted.files])
    commit = _commit(forge, checkout, wanted, (tree, (), (checkout.head,)))
    forge.create_branch(wanted.branch, commit)
    return Written(commit, True)


def _extend(forge: Forge, checkout: Checkout, wanted: Wanted, before: Before) -> Written:
    base = checkout.blobs()
    head = forge.commit(before.head)
    own = _own(forge, head, before)
    edits, left = _compare(forge, head, own, base, {change.path for change in wanted.files})
    if conflicts := _conflicts(forge, checkout, own, edits):
        return Written(own.sha, False, conflicts=conflicts)
    kept = tuple(change.path for change in wanted.files if change.path in edits)
    entries = [_entry(change, base) for change in wanted.files if change.path not in edits]
    entries += [_edited(path, blob) for path, blob in edits.items() if blob != base.get(path)]
    # On top of the base's own tree, so that what left the plan leaves the branch, and what came to the base comes along.
    tree = forge.create_tree(checkout.tree, entries) if entries else checkout.tree
    if tree == head.tree and own.decisions.agree(wanted.decisions):
        return Written(own.sha, False, kept, left)
    parents = (head.sha,) if own.base == checkout.head else (head.sha, checkout.head)
    commit = _commit(forge, checkout, wanted, (tree, tuple(edits), parents))
    forge.move_branch(wanted.branch, commit)
    return Written(commit, True, kept, left)


def _commit(forge: Forge, checkout: Checkout, wanted: Wanted, content: tuple[str, tuple[str, ...], tuple[str, ...]]) -> str:
    tree, keeps, parents = content
    own = OwnCommit("", checkout.head, keeps, wanted.decisions)
    message = commit_message(wanted.title, wanted.lines, tree, own)
    return forge.create_commit(message, tree, parents)


def _own(forge: Forge, head: Commit, before: Before) -> OwnCommit:
    """Return the last commit on the branch that the bot made."""
    own = own_commit(head)
    if own is None and before.own:
        try:
            own = own_commit(forge.commit(before.own))
        except ForgeError as error:
            if error.failure is not Failure.NOT_FOUND:
                raise
    if own is None:
        raise NotOwn
    return own


def _compare(
    forge: Forge, head: Commit, own: OwnCommit, base: Mapping[str, Blob], wanted: Collection[str]
) -> tuple[Edits, tuple[str, ...]]:
    """Return what people changed on the branch, and those of its paths that the bot wrote and now would take out.

    It is what changed since the bot's last commit, and what that one kept. What only came from the base is none of it; but
    a wanted path that is as in the base again was put back by a person.
    """
    if head.sha == own.sha and not own.keeps:
        return {}, ()
    there = forge.blobs(head.sha)
    mine = there if head.sha == own.sha else forge.blobs(own.sha)
    changed = {path for path in mine.keys() | there.keys() if mine.get(path) != there.get(path)} | set(own.keeps)
    edits = {path: there.get(path) for path in sorted(changed) if path in wanted or there.get(path) != base.get(path)}
    written = {path for path in edits if path not in own.keeps and path in mine and mine[path] != base.get(path)}
    return edits, tuple(sorted(written - set(wanted)))


def _conflicts(forge: Forge, checkout: Checkout, own: OwnCommit, edits: Edits) -> tuple[str, ...]:
    """Return the paths that both a person on the branch and the base changed since the bot's last commit."""
    if not edits or own.base == checkout.head:
        return ()
    old, new = forge.blobs(own.base), checkout.blobs()
    return tuple(path for path in edits if old.get(path) != new.get(path) != edits[path])


def _entry(change: FileChange, base: Mapping[str, Blob]) -> TreeEntry:
    there = base.get(change.path)
    return TreeEntry(change.path, there.mode if there else _FILE, text=change.content)


def _edited(path: str, blob: Blob | None) -> TreeEntry:
    return TreeEntry(path, blob.mode, sha=blob.sha) if blob else TreeEntry(path, _FILE)
