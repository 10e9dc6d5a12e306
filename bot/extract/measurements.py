"""Numbers in running text that were measured, each with what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.extract.clauses import Clause, clause_around, quantity_after, quantity_before, words_after, words_before
from bot.extract.measurement_units import UNITS
from bot.extract.numbers import Mention, mentions
from bot.extract.value_names import Names, clean_name

_LINK = re.compile(
    r"[`*)\s]*(?:[^\W\d][\w\-]*\s){0,2}?,?\s?(?P<word>→|->|=>|⟶|to|vs\.?|versus|against|down from|up from|compared (?:to|with)|"
    r"instead of)\s*(?P<who>(?:[^\W\d][\w\-.]*(?:'s)?\s){0,3})[`*]*"
)
_CHANGES = ("→", "->", "=>", "⟶", "to")
_NUMBERED = re.compile(
    r"\b(?:exps?|experiments?|steps?|runs?|layers?|phases?|lines?|figures?|fig|tables?|sections?|sessions?|versions?|epochs?|"
    r"iterations?|iters?|seeds?|ranks?|nodes?|days?|weeks?|stages?|chapters?|pages?|issues?|items?|rows?|cases?|tests?|options?|parts?|"
    r"python|cuda|torch|pytorch|triton|transformers|driver|rocm|ubuntu|gpu|device|port|pr|commit|rounds?|spec|top)[`\s#=]*$",
    re.IGNORECASE,
)
_PROPER = re.compile(r"(?:\b[A-Z]\w*[A-Z0-9]\w*|\b[A-Z][a-z]+[A-Z]\w*)[`\s]*$")
COMPARED = re.compile(
    r"[`*)\s]*(?:faster|slower|lower|higher|less|more|fewer|smaller|larger|bigger|better|worse|cheaper|greater|shorter|longer|"
    r"of (?!\d)|over (?!\W*\d)|reduction|improvement|increase|decrease|drop|gain|speed-?up|slow-?down|overhead|jump|boost|savings?|"
    r"utili[sz]ation|difference|degradation|regression|relative|below|above|peak)",
    re.IGNORECASE,
)
_LIMITING = re.compile(
    r"\b(?:NVIDIA|RTX|GTX|Tesla|[ABHVLTP]\d{1,3}[A-Z]?|MI\d{2,3}X?|GH?200|TPU|HBM\w*|GDDR\w*|SMs?|GPUs?|cards?|capacity|RAM|SRAM|variant|"
    r"limit|budget|window|timeout|interval|threshold|gate|target|subset|split|confidence|percentile|quantile|warmup|dropout|"
    r"context|chunks?|horizon|buffer|pages?|sectors?|alignment|padding|stride|words?|tiles?|cap|the|a|an|our)\b"
)
_LIMITED = re.compile(
    r"(?:NVIDIA|RTX|GTX|Tesla|@|\b[ABHVLTP]\d{1,3}[A-Z]?|MI\d{2,3}X?|GH?200|target(?: of)?|threshold(?: of)?|at least|at most|up to|"
    r"goal(?: of)?|limit(?: of)?|timeout(?: of)?|budget(?: of)?|requires?|every|within(?: the)?|theoretical|first|last|next)[\s(`\-]*\d*$",
    re.IGNORECASE,
)
_PEAK_RATE = re.compile(r"\bpeak[\s`]*$", re.IGNORECASE)
_HARDWARE = re.compile(r"\bSMs?\b|\bHBM|\bGDDR|\btheoretical|\bcapacity\b|\bpeak\b|\bBlackwell\b|\bHopper\b|\bVRAM\)")
_JOINED = re.compile(
    r"[\s`*:=(]*(?:(?:is|was|were|are|of|at|to|reached|hit|about|only|just|by|around|roughly|drops?|dropped|falls?|fell|rose)\b[\s`*]*){0,3}"
)
_OF_ERROR = re.compile(r"\b(?:error|diff|difference|gap|deviation)\b", re.IGNORECASE)
_VERSUS = re.compile(r"(?:vs|than|versus|compared|throughput|speed|end|in total|overall)\b", re.IGNORECASE)
_LIMITING_NOUN = re.compile(r"[\s`*]*(?:\w+\s)?(?:window|timeout|budget|limit|threshold|interval|cap)\b")
_ORDERED = re.compile(
    r"\b(?:raise|increase|lower|set|adjust|reduce|try|use|keep|decrease|bump|change)\b[^.;]{0,60}\b(?:to|at|of)[\s`]*$",
    re.IGNORECASE,
)
_BOUNDED = re.compile(
    r"\b(?:cap|limit|threshold|penalty|budget|target|window|margin|weights?|coefficient|factor|multiplier|tolerance|gate|bound)[\s`*]*$",
    re.IGNORECASE,
)
_SIZE_STATE = re.compile(r"[\s`*]*(available|free|allocated|reserved|used|in use|overhead|total)\b", re.IGNORECASE)
_SIZE_VERB = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|needs?|needed|takes?|took|consum(?:es|ed|ing)|allocat(?:es|ed)|saves?|saved|frees?|freed|peak(?:s|ed)?(?: at)?)"
    r"(?: only| about| around| roughly| just)?[\s`*~]*$",
    re.IGNORECASE,
)
_TRAILING_JOIN = re.compile(r"[\s`*]+(?:is|was|of|at|from|=|:|to|reported|moved)?[\s`*]*$")
_LOWER_WORD = re.compile(r"[a-z_]{3,}$")
_LISTED = re.compile(r"[\[{][^\[\]{}\n]*\d\s*,[^\[\]{}\n]*[\]}]|\(\d+(?:,\s*\d+)+\)")
_BOUNDS = "<>≤≥≪≫"
_DEFAULT_NAMES = {
    "s": "time",
    "B": "memory",
    "B/s": "bandwidth",
    "FLOP/s": "throughput",
    "x": "speedup",
    "tokens/s": "throughput",
}
_SHORT_TIMES = frozenset({"ns", "us", "µs", "μs", "ms"})
_OF_MEMORY = re.compile(r"\b(?:memory|vram|alloc\w*|reserved|rss|footprint)\b", re.IGNORECASE)
_OF_TIME = re.compile(r"\b(?:time|latency|elapsed|duration|runtime|wall.?clock|ttft)\b", re.IGNORECASE)
_OF_QUALITY = re.compile(r"\b(?:loss|accuracy|acc|perplexity|reward|score)\b", re.IGNORECASE)
_NEAR = 6  # words between a quantity and its number


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured number: what it measures, the value as written, whose it is (empty: the passage's), and where it stands."""

    name: str
    value: str
    whose: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Chain:
    """Numbers that are compared with each other (`a vs b`, `a → b`), the words that link them, and the clause they stand in."""

    numbers: tuple[Mention, ...]
    links: tuple[re.Match[str], ...]
    before: str
    after: str
    outer: str

    @property
    def unit(self) -> str:
        return next((number.unit for number in reversed(self.numbers) if number.unit), "")


def measured(text: str, hint: str, names: Names) -> Iterator[Measured]:
    """Yield the measured numbers of `text`. `hint` is the quantity that its label or caption names, empty if none."""
    if "[" in text or "{" in text or "(" in text:
        yield from _lists(text, names)
        text = _LISTED.sub(lambda match: "\x00" * len(match[0]), text)
    for numbers, links in _chains(text):
        chain = _in_context(text, numbers, links)
        if _is_limit(text, chain, names):
            continue
        name = _name_with_unit(chain, hint, names) if chain.unit else _name_without_unit(chain, hint, names)
        if name:
            yield from _spread(chain, clean_name(name))


def _lists(text: str, names: Names) -> Iterator[Measured]:
    """A list of numbers right behind a quantity (`losses [2.1, 1.9]`) is one value."""
    for match in _LISTED.finditer(text):
        before = text[clause_around(text, match.start(), match.end()).start : match.start()]
        name, behind = quantity_before(before, names)
        if match[0][0] == "[" and behind == 0 and _JOINED.fullmatch(_behind(before, name)):
            yield Measured(clean_name(name), match[0], "", match.start(), match.end())


def _chains(text: str) -> Iterator[tuple[list[Mention], list[re.Match[str]]]]:
    numbers: list[Mention] = []
    links: list[re.Match[str]] = []
    for mention in mentions(text):
        between = text[numbers[-1].end : mention.start] if numbers else ""
        link = _LINK.fullmatch(between) if numbers and len(between) < 60 else None
        if link is not None:
            numbers.append(mention)
            links.append(link)
            continue
        if numbers:
            yield numbers, links
        numbers, links = [mention], []
    if numbers:
        yield numbers, links


def _in_context(text: str, numbers: list[Mention], links: list[re.Match[str]]) -> _Chain:
    clause: Clause = clause_around(text, numbers[0].start, numbers[-1].end)
    outer = ""
    if text[clause.start - 1 : clause.start] in ("(", "（"):
        around = clause_around(text, clause.start - 1, clause.start)
        outer = text[around.start : clause.start - 1]
    before, after = text[clause.start : numbers[0].start], text[numbers[-1].end : clause.end]
    return _Chain(tuple(numbers), tuple(links), before, after, outer)


def _is_limit(text: str, chain: _Chain, names: Names) -> bool:
    """Whether the number bounds or describes something (a threshold, the size of a card) rather than measures it."""
    first = chain.numbers[0]
    if _ORDERED.search(chain.before) or _BOUNDED.search(chain.outer or chain.before):
        return True
    if first.text[:1] in _BOUNDS:
        far, behind = quantity_before(chain.before, names)
        stated = ":" in _behind(chain.before, far) or _OF_ERROR.search(far) is not None
        return behind > 0 or first.text[0] not in "<≤" or not stated
    if _LIMITED.search(text[max(0, first.start - 30) : first.start]):
        return quantity_after(chain.after, names)[1] > 1
    base = UNITS.get(chain.unit.lower(), (0, ""))[1]
    if base in ("FLOP/s", "B/s") and (
        _PEAK_RATE.search(chain.before) or chain.after.lstrip("` ").startswith(("peak", "FP16 peak"))
    ):
        return True
    return base in ("FLOP/s", "B/s", "B", "W", "Hz") and _HARDWARE.search(chain.before + "|" + chain.after) is not None


def _name_with_unit(chain: _Chain, hint: str, names: Names) -> str:
    after = chain.after
    if _LIMITING.match(after.lstrip(" `*")) or _LIMITING_NOUN.match(after) or _is_setting(chain, names):
        return ""
    if COMPARED.match(after) and not _LIMITING_NOUN.match(after):
        return words_after(after).removeprefix("of ").removeprefix("the ")
    if chain.unit in ("x", "×") and not _is_ratio(chain):
        return ""
    near, place = quantity_after(after, names)
    far, behind = quantity_before(chain.before, names)
    if place <= 2 and place <= behind and _fits(near, chain.unit):
        return near
    if behind <= _NEAR and _fits(far, chain.unit):
        return far
    outer = quantity_before(chain.outer, names)[0]
    for name in (hint, outer):
        if name and _fits(name, chain.unit):
            return name
    default = default_name(chain.unit)
    if default == "memory":
        return _name_of_size(chain)
    if default == "speedup":
        return words_after(after, 3) or default
    if default and after.startswith(" per "):
        return f"{default} per {words_after(after[5:], 2)}".strip()
    return default or words_after(after, 4) or words_before(chain.before) or words_before(chain.outer)


def _name_of_size(chain: _Chain) -> str:
    """A size without a quantity beside it is a layout or a limit, unless words say that something takes or leaves it."""
    if state := _SIZE_STATE.match(chain.after):
        return f"memory {state[1].lower()}"
    return "memory" if _SIZE_VERB.search(chain.before) else ""


def _is_ratio(chain: _Chain) -> bool:
    """Whether `3x` compares something: a decimal, in brackets, or with what it is compared to beside it."""
    beside = chain.after.lstrip(" `*)")
    return (
        "." in chain.numbers[0].text
        or bool(chain.outer)
        or bool(_VERSUS.match(beside))
        or not beside
        or not chain.before.strip()
    )


def default_name(unit: str) -> str:
    """Return what a number with `unit` measures where nothing else says it, empty for a unit that tells nothing (`%`)."""
    if unit.lower() in _SHORT_TIMES:
        return "latency"
    base = UNITS.get(unit.lower(), (0.0, ""))[1]
    return _DEFAULT_NAMES.get(base, "") or (
        "throughput" if base.endswith("/s") else "time per step" if base.startswith("s/") else ""
    )


def _fits(quantity: str, unit: str) -> bool:
    """Whether a quantity can be measured in a unit: memory is no time, a loss has no unit of either."""
    base = UNITS.get(unit.lower(), (0.0, ""))[1]
    of_time = base == "s" or base.startswith("s/")
    if of_time or base == "FLOP/s" or (base.endswith("/s") and base != "B/s"):
        return not (
            _OF_MEMORY.search(quantity) or _OF_QUALITY.search(quantity) or (not of_time and _OF_TIME.search(quantity))
        )
    return not (base in ("B", "B/s") and (_OF_TIME.search(quantity) or _OF_QUALITY.search(quantity)))


def _is_setting(chain: _Chain, names: Names) -> bool:
    """Whether a parameter stands right beside the number (`30s timeout`, `weight decay of 1%`)."""
    words = words_after(chain.after, 3).split(" ")
    if any(names.names_parameter(" ".join(words[: size + 1])) for size in range(len(words))):
        return quantity_after(chain.after, names)[1] > 2
    tail = words_before(chain.before, 3).split(" ")
    if any(names.names_parameter(" ".join(tail[-size - 1 :])) for size in range(len(tail))):
        return quantity_before(chain.before, names)[1] > 2
    return False


def _name_without_unit(chain: _Chain, hint: str, names: Names) -> str:
    """A number without a unit measures something only where a quantity is named right beside it, or it is compared."""
    first = chain.numbers[0]
    tail = chain.before[-40:]
    if (
        tail.rstrip(" `").endswith(" in")
        or _NUMBERED.search(tail)
        or (_PROPER.search(tail) and quantity_before(tail, names)[1])
        or _is_setting(chain, names)
        or (
            first.text[-1] in "MBT"
            or (first.text[-1] == "K" and not chain.links and quantity_after(chain.after, names)[1] > 1)
        )
    ):
        return ""
    near, place = quantity_after(chain.after, names)
    if place <= 1 and not chain.after.lstrip(" `*").startswith((",", ";")):
        return near
    decimal = "." in first.text or "e-" in first.text
    far, behind = quantity_before(chain.before, names)
    if decimal and behind <= _NEAR:
        return far
    if behind <= 3 and _JOINED.fullmatch(_behind(chain.before, far)) and not _noun_follows(chain):
        return far
    return _name_by_comparison(chain, hint, names, decimal=decimal)


def _behind(before: str, quantity: str) -> str:
    last = quantity.rsplit(" ", 1)[-1]
    return before[before.rfind(last) + len(last) :]


def _noun_follows(chain: _Chain) -> bool:
    following = chain.after.lstrip(" `*")
    return following[:1].isalpha() and bool(words_after(following, 1)) and not COMPARED.match(following)


def _name_by_comparison(chain: _Chain, hint: str, names: Names, *, decimal: bool) -> str:
    first = chain.numbers[0]
    fraction = "/" in first.text or " of " in first.text
    if decimal and (beside := _word_beside(chain)):
        return beside
    if not (decimal or chain.links or fraction or (hint and chain.outer and not chain.before.strip())):
        return ""
    outer, distance = quantity_before(chain.outer, names)
    if outer and distance <= 2 * _NEAR:
        return outer
    if fraction and not hint and not chain.before.strip(" `"):
        return words_before(chain.outer, 4)
    return hint


def _word_beside(chain: _Chain) -> str:
    """The words right before a decimal (`headroom −381.7`), or right behind one in code marks (`29.654` allocated)."""
    joined = _TRAILING_JOIN.sub("", chain.before)
    if _LOWER_WORD.search(joined):
        return words_before(joined, 3)
    return words_after(chain.after, 2) if chain.after.startswith("` ") and chain.after[2:3].islower() else ""


def _spread(chain: _Chain, name: str) -> Iterator[Measured]:
    """One measurement a number; the two sides of a change are told apart, and each side of a comparison keeps its owner."""
    change = len(chain.numbers) == 2 and all(link["word"] in _CHANGES for link in chain.links)
    for index, number in enumerate(chain.numbers):
        whose = clean_name(chain.links[index - 1]["who"]).removesuffix("'s") if index else ""
        if change:
            whose = "after" if index else "before"
        yield Measured(name, number.text, whose, number.start, number.end)
