"""On which line of a JSON text a key stands, and which keys stand twice in one object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.reading.json_places import Place, members, top


def line_of(text: str, *keys: str) -> int:
    """Return the line of the key at the end of the path `keys`, or of the last one on the way that is there; 1 for none.

    Of a key that stands there twice the last one counts, as it does for those who read the JSON. Members of a list have
    their index for a key.
    """
    line = 1
    try:
        start = top(text)
        for key in keys:
            place = next(place for name, place in reversed(_named(text, start)) if name == key)
            line, start = _line(text, place.key_start), place.start
    except (StopIteration, ValueError, IndexError, RecursionError):
        pass  # it is not there, or this is no JSON
    return line


def keys_twice(text: str) -> Iterator[tuple[str, int]]:
    """Yield each key that stands in an object more than once, and the line of the last one, in valid JSON."""
    waiting = [top(text)]
    while waiting:
        named = _named(text, waiting.pop())
        times = Counter(name for name, _ in named)
        yield from ((name, _line(text, place.key_start)) for name, place in dict(named).items() if times[name] > 1)
        waiting += [place.start for _, place in reversed(named)]


def _named(text: str, start: int) -> list[tuple[str, Place]]:
    """The members of the object or list at `start`, with their keys or indices; none of anything else."""
    if text[start] not in "{[":
        return []
    return [(place.key if text[start] == "{" else str(at), place) for at, place in enumerate(members(text, start))]


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
