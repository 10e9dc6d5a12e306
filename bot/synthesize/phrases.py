"""Instructions of the evidence turned into phrases: `Do not use X as evidence` becomes `Using X as evidence`."""

from __future__ import annotations

import re

_NEGATIVE = re.compile(r"^(?:do not|don't|don’t|never|avoid|stop)\s+(?=[a-z])", re.I)
_VOWELS = "aeiou"
_DOUBLED = frozenset(
    ("cut", "drop", "get", "let", "pin", "plan", "put", "run", "set", "skip", "split", "stop", "swap", "strip", "step")
)


def is_negative(text: str) -> bool:
    """Say whether a text tells what not to do."""
    return bool(_NEGATIVE.match(text))


def forbidden(text: str) -> str:
    """Return what a negative instruction forbids, as it would be done: `use X as evidence`."""
    return _NEGATIVE.sub("", text).rstrip(" .")


def doing(text: str) -> str:
    """Return an imperative as a phrase: `treat A as B` becomes `Treating A as B`; a text that opens otherwise stays."""
    verb, _, rest = text.rstrip(" .").partition(" ")
    if not verb.isalpha() or not verb.isascii():
        return text
    return f"{_gerund(verb.lower()).capitalize()} {rest}".rstrip()


def _gerund(verb: str) -> str:
    if verb.endswith("ing"):
        return verb
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ing"
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    return f"{verb}ing"
