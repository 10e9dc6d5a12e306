"""Settings that a text changes from one value to another: `DROPOUT` 0.0 → 0.2, `only beta 0.1 -> 0.3`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bot.extract.values.names import Names, clean_name
from bot.extract.values.pairs import Pair

_VALUE = r"`?(?:[+\-]?|−)\d[\w.,]*(?<![.,])`?"
_CHANGE = re.compile(  # a match that starts in the middle of a word would have started at its first letter
    rf"(?<![^\W\d])(?P<name>[^\W\d][\w.\-]*(?: [^\W\d][\w.\-]*){{0,2}})`?(?:\s?[:=])?\s"
    rf"(?P<value>{_VALUE}\s?(?:→|->|=>|⟶|-->|\bto\b)\s?{_VALUE})(?![\w%/])"
)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")  # BLOCK_SIZE, DROPOUT: a constant of the code, in code marks
_IDENTIFIER = re.compile(r"[a-z][a-z\d]*(?:_[a-z\d]+)+")  # final_div_factor: a name of the code
_ARROWS = ("→", "->", "=>", "⟶", " to ")
_TO_A_NUMBER = re.compile(r"(?:→|->|=>|⟶|\bto\b)\s?`?[+\-−]?\d")
_MOST = 50


def setting_changes(text: str, names: Names) -> Iterator[Pair]:
    """Yield the changes whose name is a parameter's, or a constant in code marks; the value is both, as written."""
    if not (any(arrow in text for arrow in _ARROWS) and _TO_A_NUMBER.search(text)):
        return
    for match in islice(_CHANGE.finditer(text), _MOST):
        start = match.start()
        name = match["name"].removesuffix(" from")
        is_constant = text[start - 1 : start] == "`" and _CONSTANT.fullmatch(name)
        if not is_constant and not (_IDENTIFIER.fullmatch(name) and not names.senses(name)):
            name = _parameter(name, names)
        if name:
            yield Pair(clean_name(name), match["value"].replace("`", ""), start, match.end())


def _parameter(words: str, names: Names) -> str:
    """The longest ending of `words` that is a parameter's name, empty where none is."""
    while words:
        if names.names_parameter(words):
            return words
        words = words.partition(" ")[2]
    return ""
