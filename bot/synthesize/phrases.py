"""Instructions of the evidence turned into phrases: `Do not use X as evidence` becomes `Using X as evidence`."""

from __future__ import annotations

import re

_NEGATIVE = re.compile(r"^(?:do not|don't|don’t|never|avoid|stop)\s+(?=[a-z])", re.I)
_WITHOUT = re.compile(r"\bwithout (\w+ing) ([^.;]{3,80})$", re.I)
_LEFT_OUT = re.compile(r"\b(?:without|instead of|rather than) (\w+ing) ([^.;]{8,100}?)[.]?$", re.I)
_MUST_NOT = re.compile(r"([^.;:]{3,60}?) (?:must|should|may) (?:not|never) (.+)$", re.I | re.S)
_LONGEST_SUBJECT = 6
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


def required_first(text: str) -> str:
    """Return what a phrase leaves out (`Reading scores without checking X`) as advice: `Checking X first`."""
    found = _WITHOUT.search(text)
    return f"{found[1].capitalize()} {found[2]} first" if found else ""


def prohibited(text: str) -> tuple[str, str]:
    """Return what a rule rules out (`jobs must not share a device, because X`) and its reason; else empty texts."""
    found = _MUST_NOT.match(text)
    if not found or len(found[1].split()) > _LONGEST_SUBJECT:
        return "", ""
    rest, _, because = found[2].partition(", because ")
    return f"Letting {found[1][0].lower() + found[1][1:]} {rest.rstrip(' .')}", because.rstrip(" .")


def without(text: str) -> tuple[str, str]:
    """Return what was done and what was left out of it (`Moved A without touching B`: `Touching B`); else empty texts."""
    found = _LEFT_OUT.search(text)
    return (text[: found.start()].rstrip(" ,"), f"{found[1].capitalize()} {found[2]}") if found else ("", "")
