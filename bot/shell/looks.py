"""What a run looked at on disk, each file and folder with a stamp by which a later run sees that it changed."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

_FINE = 1_000_000
"""Times that are multiples of this come from a file system that counts in seconds or in hundredths of them."""

_SETTLED = 50_000_000
"""Nanoseconds after which a change gets another time than the one before it: the kernel's clock ticks every 1 to 10 ms."""

_SETTLED_WHERE_COARSE = 2_500_000_000
_MOST = 20_000
"""Files and folders beyond which looking at all of them again takes too long."""

_FOLDER = "folder "
_Path = str | os.PathLike[str]


class Looks:
    """The stamps of what was looked at since `began`, by path; that of a folder's list of names stands at `path/`.

    As in git's index, a stamp tells nothing of a file that changed at about the time when it was read: another change could
    have left it as it is. Then, and where the outcome depends on what has no stamp, the looks are not `complete`.
    """

    def __init__(self) -> None:
        self.began = time.time_ns()
        self.stamps: dict[str, str] = {}
        self.is_complete = True
        self.asked: set[str] = set()

    def at(self, path: _Path) -> None:
        """Note what stands at a path, or that nothing does; each link on the way to it is followed."""
        waiting = [os.path.join(os.getcwd(), path)]
        while waiting and self.is_complete:
            place = waiting.pop()
            if place in self.stamps:
                continue
            about = self._note(place)
            parent = os.path.dirname(place)
            if about is not None and stat.S_ISLNK(about.st_mode):
                waiting.append(os.path.join(parent, os.readlink(place)))
            waiting.append(parent)

    def into(self, folder: _Path) -> None:
        """Note which names a folder holds."""
        self.at(folder)
        self._note(f"{os.path.join(os.getcwd(), folder)}/")

    def _note(self, place: str) -> os.stat_result | None:
        about, self.stamps[place] = _stamped(place)
        unsure = about is not None and not self.stamps[place].startswith(_FOLDER) and not self._is_settled(about)
        if unsure or len(self.stamps) > _MOST:
            self.is_complete = False
        return about

    def _is_settled(self, about: os.stat_result) -> bool:
        wait = _SETTLED if about.st_ctime_ns % _FINE else _SETTLED_WHERE_COARSE
        return max(about.st_mtime_ns, about.st_ctime_ns) < self.began - wait


_now: Looks | None = None


@contextmanager
def looking() -> Iterator[Looks]:
    """Give the looks of this process for as long as this lasts."""
    global _now
    _now = Looks()
    try:
        yield _now
    finally:
        _now = None


def look_at(path: _Path) -> None:
    """Note, where looks are noted, what stands at a path, before it is asked for."""
    if _now is not None:
        _now.at(path)


def look_into(folder: _Path) -> None:
    """Note, where looks are noted, which names a folder holds, before they are listed."""
    if _now is not None:
        _now.into(folder)


def look_beyond() -> None:
    """Note that the outcome depends on what has no stamp: a person's answer, a model, the state of the cache."""
    if _now is not None:
        _now.is_complete = False


def first_question(name: str) -> Looks | None:
    """Return the looks where they are noted and nobody asked for `name` before."""
    if _now is None or name in _now.asked:
        return None
    _now.asked.add(name)
    return _now


def are_unchanged(stamps: Mapping[str, str]) -> bool:
    """Say whether everything is as it was when these stamps were taken."""
    return all(_stamped(path)[1] == stamp for path, stamp in stamps.items())


def _stamped(path: str) -> tuple[os.stat_result | None, str]:
    """The state and the stamp of what stands at a path. A folder that is on the way to others may change otherwise."""
    try:
        about = os.lstat(path)
    except OSError as error:
        return None, f"none {error.errno}"
    except ValueError:  # a NUL
        return None, "none"
    if stat.S_ISDIR(about.st_mode) and (path == "/" or not path.endswith("/")):
        return about, f"{_FOLDER}{about.st_uid}"  # git asks whom it belongs to
    times = f"{about.st_mtime_ns} {about.st_ctime_ns}"
    return about, f"{about.st_mode:o} {about.st_size} {times} {about.st_ino} {about.st_dev}"
