"""Instructions of the evidence turned into phrases: `Do not use X as evidence` becomes `Using X as evidence`."""

from __future__ import annotations

import re

from bot.synthesize.wording.word_lists import LEANING_WORDS

_HABIT = r"(?:us|rely|treat|assum|trust|compar|mix|rest|bas)ing\b"  # to stop one is a rule, to stop training is an order
_NEGATIVE = re.compile(rf"^(?:(?:do not|don't|don’t|never|avoid)\s+(?=[a-z])|stop\s+(?={_HABIT}))", re.I)
_HOUSEKEEPING = re.compile(
    r"^(?:[^:]{3,40}: )?(?:update|modify|edit|document|commit|merge|push|add|write|record|archive)\b.*?"
    r"(?:\breadme\b|\bchangelog\b|\bdoc(?:s|umentation)\b|`[\w./-]+\.(?:py|md|ya?ml|json|toml|sh|ipynb)`|\bmain branch\b)",
    re.I,
)
_OF_A_THING = re.compile(r"^(?:avoid|stop)\s", re.I)
_WITHOUT = re.compile(r"\bwithout (\w+ing) ([^.;]{3,80})$", re.I)
_MEDDLING = r"(?:patch|touch|modify|fork|rewrit|edit|duplicat|hard-?cod|copy|keep|leav|special-?cas|overrid|disabl)ing"
_LEFT_OUT = re.compile(
    rf"\b(?:(?:instead of|rather than) (?=\w+ing\b)|without (?={_MEDDLING}\b))(\S+) ([^.;]{{8,100}}?)[.]?$", re.I
)
_MUST_NOT = re.compile(r"([^.;:]{3,60}?) (?:must|should) (?:not|never) (.+)$", re.I | re.S)
_AFTER_THING = re.compile(r"\s(?:with|so|to|for|under|across|on|in)\s", re.I)
_CURED = re.compile(
    r"(.{4,90}?) (removed|removes|fixed|fixes|resolved|resolves|eliminated|eliminates|prevented|prevents|cured|solves?)"
    r" (?:the |an? )?([^.;]{6,160}?)[.]?$",
    re.I | re.S,
)
_LACKING = re.compile(
    r"\b(?:insufficient|not enough|not sufficient|cannot|inconclusive|meaningless|misleading|unreliable)\b[^.;]*?\bwithout "
    r"(?!\w+ing\b)([^.;,]{4,80}?)[.]?$",
    re.I,
)
_INSTRUCTS = re.compile(
    r"\b(?:do not|don't|never|always|should|must|needs? to|have to|has to|use (?=(?:an?|the|only)\b|[`\d]))"
    r"|(?:^|[.;:,]\s+|\b(?:and|then|first)\s+)(?:avoid|use|keep|treat|require|enforce|set|pin|check|verify|prefer|disable"
    r"|enable|run|re-?run|judge|validate|make|add|apply|install|restart|replace|first|screen|sweep|test|fall back|switch"
    r"|reuse|restore|limit|split|wrap|upgrade|downgrade|freeze|seed|call|warm|pad|reduce|increase|stop|continue|warm up"
    r"|expose|hold|start|train|pass|clip|cap|lower|raise|move|compile|mask|shard|load|save|log|report|measure|compare)\b",
    re.I,
)
_OPENS = re.compile(
    r"(?:do not|don't|never|always|avoid|use|keep|treat|require|enforce|prefer|verify|disable|enable|make|add|apply|replace"
    r"|reject|continue|stop|consider|ensure|choose|pin|re-?run|reuse|expose|judge|validate|preserve|align|restore|remove"
    r"|extend|implement) (?!is\b|was\b|are\b|were\b)",
    re.I,
)
_FOR_A_CASE = re.compile(
    r"(?:with|on|for|in|at|under|above|below|beyond|from|up to|where|if|when)\s[^.;:]{3,80}?,?\s"
    r"(?:use|keep|set|prefer|avoid|choose|pin|disable|enable|split|reduce|raise|lower)\s",
    re.I,
)
_RULES = re.compile(
    r"\b(?:necessary|required|needed|precondition|requires?|(?:is|are) not (?:sufficient|enough)|not worth|insufficient"
    r"|do(?:es)? not imply|recommended|the right|remains?|argues against|instead of)\b"
    r"|^for\b.*\bis (?:an? |the )?(?:reliable|right|safest?|best|preferred|good)\b",
    re.I,
)
_HELPS = re.compile(r"^\w+ing\b.*\b(?:help|improve|recover|restore|avoid|solve)(?:s|d|ed|es)\b", re.I)
_DISTRUSTED = re.compile(
    r"(?:treat|regard|count|consider|discard|reject) (.{8,90}?) as"
    r" (?:invalid|unreliable|noise|failed|inconclusive|suspect|unusable)\b",
    re.I,
)
_CHANGED = dict(
    pair.split(":")
    for pair in (
        "added:add changed:change cleaned:clean disabled:disable enabled:enable exposed:expose extended:extend"
        " implemented:implement increased:increase kept:keep lowered:lower made:make moved:move pinned:pin raised:raise"
        " reduced:reduce refactored:refactor removed:remove renamed:rename replaced:replace rewrote:rewrite routed:route"
        " set:set simplified:simplify switched:switch updated:update wired:wire making:make running:run using:use"
        " adding:add moving:move setting:set keeping:keep removing:remove"
    ).split()
)
_LONGEST_SUBJECT = 6
_DOUBLED = frozenset(
    ("cut", "drop", "get", "let", "pin", "plan", "put", "run", "set", "skip", "split", "stop", "swap", "strip", "step")
)


def is_housekeeping(text: str) -> bool:
    """Say whether a text tells to keep files in order (`Update the README`), which teaches nothing about the work."""
    return _HOUSEKEEPING.match(text) is not None


def is_negative(text: str) -> bool:
    """Say whether a text tells what not to do."""
    return bool(_NEGATIVE.match(text))


def asked_for(text: str) -> str:
    """Return what a text finds missing (`Checks were insufficient without X`) as advice: `Require X`; else empty."""
    found = _LACKING.search(text)
    return f"Require {found[1]}" if found else ""


def instructs(text: str) -> bool:
    """Say whether a text tells what to do."""
    return bool(_INSTRUCTS.search(text))


def opens_with_instruction(text: str) -> bool:
    """Say whether a text opens as an instruction (`keep A unless B`), unlike `test accuracy` or `log files`."""
    return bool(_OPENS.match(text))


def opens_with_advice(text: str) -> bool:
    """Say whether a text opens as an instruction, or as one for a case (`With long rows use two warps`)."""
    return opens_with_instruction(text) or bool(_FOR_A_CASE.match(text))


def is_rule(text: str) -> bool:
    """Say whether a text tells what to do, or what is needed, enough or worth it; or what helps."""
    return instructs(text) or bool(_RULES.search(text) or _HELPS.match(text))


def forbidden(text: str) -> str:
    """Return what a negative instruction forbids, as a phrase: `Using X as evidence`; of `Avoid X` the thing itself."""
    rest = _NEGATIVE.sub("", text).rstrip(" .")
    return rest[:1].upper() + rest[1:] if _OF_A_THING.match(text) else doing(rest)


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


def distrusted(text: str) -> str:
    """Return what a rule takes no account of (`treat runs without logs as invalid`) as it would be done; else empty."""
    found = _DISTRUSTED.match(text)
    return f"Relying on {found[1]}" if found else ""


def to_do(change: str) -> str:
    """Return what was changed as what is to be changed: `Added a check` becomes `Add a check`; other texts stay."""
    verb, space, rest = change.partition(" ")
    base = _CHANGED.get(verb.lower())
    return f"{base.capitalize() if verb[:1].isupper() else base}{space}{rest}" if base and space else change


def needed(verb: str, text: str) -> str:
    """Return what was done to a thing as its need: `hardened`, `A with B` becomes `A needed hardening with B`.

    What was aligned with something differed from it before.
    """
    if verb.lower() == "aligned" and " with " in text:
        return text.replace(" with ", " differed from ", 1)
    stem = verb.lower().removesuffix("d").removesuffix("e")
    found = _AFTER_THING.search(text)
    at = found.start() if found else len(text)
    return f"{text[:at]} needed {_gerund(stem)}{text[at:]}"


def cured(text: str) -> tuple[str, str]:
    """Return what a sentence says was removed, and what removed it (`A removed the false B`); else empty texts."""
    found = _CURED.match(text)
    return (found[3], f"{found[1]} {found[2]} it") if found else ("", "")


def prohibited(text: str) -> tuple[str, str]:
    """Return what a rule rules out (`jobs must not share a device, because X`) and its reason; else empty texts."""
    found = _MUST_NOT.match(text)
    if not found or len(found[1].split()) > _LONGEST_SUBJECT:
        return "", ""
    rest, _, because = found[2].partition(", because ")
    return f"Letting {found[1][0].lower() + found[1][1:]} {rest.rstrip(' .')}", because.rstrip(" .")


def instead(text: str) -> tuple[str, str]:
    """Return what was done and what it was done instead of (`Moved A rather than copying B`: `Copying B`); else empty."""
    found = _LEFT_OUT.search(text)
    return (text[: found.start()].rstrip(" ,"), f"{found[1].capitalize()} {found[2]}") if found else ("", "")


def without_leaning_words(text: str) -> str:
    """Return a text that was cut somewhere without the words at its end that need another one (`of`, `using the`)."""
    words = text.split()
    while words and words[-1].lower() in (*LEANING_WORDS, "that", "using"):
        words.pop()
    return " ".join(words)
