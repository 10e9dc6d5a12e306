"""The words around a number: the clause it stands in, and the quantity that the clause names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from bot.extract.measurement_units import UNITS
from bot.extract.values.names import Names, spelled
from bot.extract.word_sets import word_set

# A class for the first character of every way to break, then by look-behind what has to follow each: the search for a
# pattern that opens with a class skips all other characters at once.
_BREAK = re.compile(
    r"[\s.!?;。；:()（）\x00→\-]"
    r"(?:(?<=\s)(?:[—–]|--)\s|(?<=[.!?;。；])(?=\s|$)|(?<=[()（）→])|(?<=:)\s|(?<=-)>|(?<=\x00)\x00{2,})"
)
_WORD = re.compile(r"[^\W_][\w.\-/'%+]*|[%]")
_ITEM_END = re.compile(r"[,;，；]\s?")
_TURN = re.compile(r"\b(?:while|whereas|whilst|although|but)\b")  # what follows tells of another quantity
_PHRASE_END = re.compile(r"[,;:()]\s")
_STOP = word_set(
    """
    a an the is are was were be been being it its this that these those and or but nor with without by to from at of
    in on for as into than then so only just about around roughly approximately nearly almost over under up down out
    per vs versus not no also still even both all each every any some more most which while when where after before
    during via using used between across against due because had has have does do did can could will would should
    may might must we our they their there here gets get got we've i've they've it's that's we're they're i
    """
)
_VERBS = word_set(
    """
    achieved achieves achieve reached reaches reach dropped drops drop fell falls improved improves improve
    increased increases increase reduced reduces reduce decreased decreases rose rises went goes ran runs run took
    takes take cost costs gave gives give showed shows show hit hits held holds stayed stays remained remains
    degraded degrades beat beats lost loses saved saves adds add added gained gains gain delivered delivers delivering
    doubled spent spends comes came needs used uses allowed allows measured reported ended completed
    fall rise falling rising climb
    maintained maintains received receives receive produced produces produce started starts climbed climbs plateaued
    plateaus converged converges settled settles hovered hovers yielded yields yield collapsed collapses
    says shows reports gain see sees saw seen made makes clears passes exceeds meets
    """
)
_DEGREES = word_set("significant huge massive slight considerable")  # how much moved, before what did
_LINKING = _STOP | _VERBS | _DEGREES
_CUTS = frozenset({"and", "but", "while", "because", "which", "so", "with", "is", "are", "was", "were"})


FAR = 99
"""The distance of a quantity that is not there."""

_NEAR = 160  # characters beside a number in which its quantity is looked for
_MOST_WORDS = 14  # of a clause that are searched for a quantity


class Clauses:
    """The clauses of a text, found once for all the numbers in it."""

    def __init__(self, text: str) -> None:
        breaks = list(_BREAK.finditer(text))
        self._starts = [match.start() for match in breaks]
        self._ends = [match.end() for match in breaks]
        self._length = len(text)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return where the clause of the number that stands from `start` to `end` begins and where it ends."""
        before = bisect_right(self._ends, start)
        after = bisect_left(self._starts, end)
        first = self._ends[before - 1] if before else 0
        return first, self._starts[after] if after < len(self._starts) else self._length


def may_name_quantity(text: str, names: Names) -> bool:
    """Say whether a metric may be named anywhere in `text`: a cheap question before a dear one."""
    return not text.isascii() or names.may_hold_metric(_words(text))


@lru_cache(maxsize=256)
def quantity_before(text: str, names: Names) -> tuple[str, int]:
    """Return the metric named last in `text`, with its modifiers, and how many words stand behind it; ("", FAR) without."""
    behind = 0
    for part in reversed(_ITEM_END.split(text[-_NEAR:])):
        words = _words(part)[-_MOST_WORDS:]
        if names.may_hold_metric(words) or not part.isascii():
            forms = [spelled(word) for word in words]
            for index in range(len(words) - 1, -1, -1):
                if quantity := _quantity_at(words, forms, index, names):
                    return quantity[0], behind + len(words) - 1 - index
        behind += len(words)
        if behind > _MOST_WORDS:
            break
    return "", FAR


@lru_cache(maxsize=256)
def quantity_after(text: str, names: Names) -> tuple[str, int]:
    """Return the metric named first in `text` before a comma, and how many words stand before it; ("", FAR) without."""
    part = _ITEM_END.split(text[:_NEAR], maxsplit=1)[0]
    part = _TURN.split(part, maxsplit=1)[0]
    words = _words(part)[:_MOST_WORDS]
    if names.may_hold_metric(words) or not part.isascii():
        forms = [spelled(word) for word in words]
        for index in range(len(words)):
            if quantity := _quantity_at(words, forms, index, names):
                return quantity
    return "", FAR


def _words(text: str) -> list[str]:
    return [word.strip(".'-/") for word in _WORD.findall(text)]


def _quantity_at(words: list[str], forms: list[str], index: int, names: Names) -> tuple[str, int] | None:
    """The metric that ends with word `index`, with its modifiers, and the number of its first word."""
    first = _quantity_ending_at(words, forms, index, names)
    if first >= 0:
        start = _with_modifiers(words, first)
        return " ".join(words[start : index + 1]), start
    word = words[index]
    within = "" if word.isascii() else names.metric_within(word)
    return (within, index) if within else None


def _quantity_ending_at(words: list[str], forms: list[str], index: int, names: Names) -> int:
    """Where the longest metric of up to three words that ends with word `index` begins, -1 where none does.

    A unit behind a number (`88 tok/s`) is no quantity of another number.
    """
    if not names.may_end_metric(words[index]):
        return -1
    if index and words[index].lower() in UNITS and words[index - 1][:1].isdigit():
        return -1
    for first in range(max(0, index - 2), index + 1):
        if words[first].lower() not in _STOP and names.names_metric(" ".join(forms[first : index + 1])):
            return first
    return -1


def _with_modifiers(words: list[str], first: int) -> int:
    """Take in up to two words before the quantity that belong to it: `retain loss`, `peak VRAM`."""
    start = first
    while start > 0 and first - start < 2:
        word = words[start - 1]
        if word == "s" or word.lower() in _LINKING or word[:1].isdigit() or not word[:1].isalpha():
            break  # `s` is what is left of an owner (`wandb`'s memory)
        if start > 1 and words[start - 2].isdigit() and word.endswith("s"):
            break  # `at 24 heads accuracy fell` tells of accuracy
        start -= 1
    return start


@lru_cache(maxsize=256)
def words_after(text: str, count: int = 5) -> str:
    """Return up to `count` words that open `text`, cut where a clause ends; empty where `text` opens with punctuation."""
    found: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        cuts = found and (match[0].lower() in _CUTS or match[0][0].isdigit())
        if cuts or text[end : match.start()].strip(" `*)\n"):
            break
        found.append(match[0].strip(".'-"))
        end = match.end()
        if len(found) == count:
            break
    while found and found[-1].lower() in _STOP:
        found.pop()
    return " ".join(found) if found and (found[0].lower() not in _STOP or found[0].lower() in ("of", "over")) else ""


@lru_cache(maxsize=256)
def words_before(text: str, count: int = 4) -> str:
    """Return up to `count` words that end `text`, without verbs, articles and prepositions at either end."""
    tail = _PHRASE_END.split(text[-200:])[-1]
    found = [word.strip(".'-") for word in _WORD.findall(tail)]
    while found and found[-1].lower() in _LINKING:
        found.pop()
    if "s" in found:
        found = found[len(found) - found[::-1].index("s") :]  # `wandb`'s `memory`: the owner is no part of the name
    found = found[-count:]
    for index in range(len(found) - 1, -1, -1):
        if found[index].lower() in _LINKING:
            found = found[index + 1 :]
            break
    return " ".join(found)
