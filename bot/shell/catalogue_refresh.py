"""Bringing a catalogue up to date: what changed since its commit, and files that came or went since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from bot.errors import UserError
from bot.model.repository import Layout
from bot.shell.catalogue import Catalogue, Document, State, document
from bot.shell.engines import PAYS_FROM, Batch, Engine, OneProcess, batches_of, engine_for
from bot.shell.git_plumbing import Changed, GitFailed, ask, blob_id, blob_texts, changed_between, head_commit, listed
from bot.shell.repository_files import is_report
from bot.shell.tree import changed_at, folder_entries, is_left_out, list_files, list_folders, read_bytes

RULES = ("reading", "select")
"""The packages whose code decides what the catalogue holds."""

_LFS = b"version https://git-lfs.github.com/spec/"


def refresh(catalogue: Catalogue, root: Path, layout: Layout, version: str, notify: Callable[[str], None]) -> None:
    """Make the catalogue hold the reports of the commit that is checked out and of the files that are there besides.

    An unchanged repository is known by its commit and by the times of its folders of reports. An edit inside a file is seen
    when it is committed; in a folder without git every file is read. `version` is that of `RULES`.
    """
    state, commit = catalogue.state, head_commit(root)
    is_known = state.version == version and bool(state.commit) and bool(commit)
    if is_known and state.commit == commit and not _moved_folders(root, state):
        return
    update = _Update(catalogue, root, layout, notify)
    try:
        if not is_known:
            raise GitFailed
        if state.commit != commit:
            update.take(each for each in changed_between(root, state.commit, commit, layout.reports) if update.counts(each))
        for folder in _moved_folders(root, state):
            update.take(update.moved(folder, state.folders))
    except GitFailed:
        known = catalogue.blobs()
        if state.version != version:
            known = dict.fromkeys(known, "")
        update.take(update.everything(commit, known))
        update.take(Changed(path, "") for path in known)
    catalogue.settle(State(commit, version, _folders(root, layout)))


class _Update:
    """One update of a catalogue."""

    def __init__(self, catalogue: Catalogue, root: Path, layout: Layout, notify: Callable[[str], None]) -> None:
        self.catalogue, self.root, self.layout, self.notify = catalogue, root, layout, notify

    def counts(self, changed: Changed) -> bool:
        """Say whether a change is one of a report."""
        return is_report(changed.path, self.layout)

    def everything(self, commit: str, known: dict[str, str]) -> Iterator[Changed]:
        """Yield the reports whose content is not that of `known`, and take those that are there out of it."""
        for each in listed(self.root, commit, self.layout.reports) if commit else ():
            if self.counts(each) and known.pop(each.path, "") != each.blob:
                yield each
        for path in self.not_committed(bool(commit)):
            if is_report(path, self.layout):
                known.pop(path, None)
                yield Changed(path, "")

    def not_committed(self, is_repository: bool) -> Iterable[str]:
        below = "" if self.layout.reports == "." else self.layout.reports
        if not is_repository:
            return list_files(self.root, below)
        output = ask(self.root, "ls-files", "--others", "-z", "--", below or ".")
        return output.decode("utf-8", "surrogateescape").split("\0")

    def moved(self, folder: str, before: dict[str, int]) -> Iterator[Changed]:
        """Yield the files that came to a folder, or went from it, since it was looked at."""
        known = self.catalogue.paths_in(folder)
        prefix = f"{folder}/" if folder != "." else ""
        folders, names = folder_entries(self.root / folder)
        for path in (f"{prefix}{name}" for name in folders):
            if path not in before and not is_left_out(f"{path}/"):
                yield from (Changed(name, "") for name in list_files(self.root, path) if is_report(name, self.layout))
        for path in (f"{prefix}{name}" for name in names):
            if known.pop(path, None) is None and is_report(path, self.layout):
                yield Changed(path, "")
        yield from (Changed(path, "") for path in known)

    def take(self, changes: Iterable[Changed]) -> None:
        """Read what changed, and put it into the catalogue or take it out."""
        done, waiting = 0, batches_of(changes, PAYS_FROM)
        first = next(waiting, ())
        second = next(waiting, ())
        engine: Engine = engine_for(len(first) + len(second)) if second else OneProcess()
        batches = (batch for many in chain((first, second), waiting) for batch in batches_of(self.texts(many)))
        for documents in engine.map(catalogued, batches):
            gone = [each for each in documents if isinstance(each, str)]
            self.catalogue.put([each for each in documents if isinstance(each, Document)], gone)
            done += len(documents)
            self.notify(f"reading reports: {done}")

    def texts(self, changes: Sequence[Changed]) -> Iterator[tuple[str, str, bytes | None]]:
        """Yield path, blob and content of each change: committed contents from git, others from the work tree."""
        contents = blob_texts(self.root, [each.blob for each in changes if each.blob])
        for each in changes:
            data = next(contents, None) if each.blob else None
            if data is None or data.startswith(_LFS):
                try:
                    data = read_bytes(self.root, each.path)
                except UserError:
                    data = None
            yield each.path, each.blob or (blob_id(data) if data is not None else ""), data


def catalogued(batch: Batch) -> Sequence[Document | str | None]:
    """Return what the catalogue keeps of each (path, blob, content); of one that is gone, its path."""
    from bot.reading.report import read_report
    from bot.select.ranking import index_report

    found: list[Document | str | None] = []
    for path, blob, data in batch:
        if data is None:
            found.append(path)
            continue
        report = read_report(path, data)
        found.append(document(report._replace(digest=blob), index_report(report)))
    return found


def _folders(root: Path, layout: Layout) -> dict[str, int]:
    """Return the folders of reports with the time of their last change."""
    return {path: changed_at(root / path) for path in list_folders(root, layout.reports)}


def _moved_folders(root: Path, state: State) -> list[str]:
    return [folder for folder, time in state.folders.items() if changed_at(root / folder) != time]
