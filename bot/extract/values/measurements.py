"""Numbers in running text that were measured, each with what it measures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bot.extract.numbers import Mention, mentions
from bot.extract.values.clauses import (
    Clauses,
    may_name_quantity,
    quantity_after,
    quantity_before,
    words_after,
    words_before,
)
from bot.extract.values.names import Names, clean_name
from bot.extract.values.number_chains import Chain, chains
from bot.extract.values.number_limits import is_counted, is_limit, is_setting
from bot.extract.values.quantity_units import default_name, fits

_COMPARISONS = tuple(
    """
    faster slower lower higher less more fewer smaller larger bigger better worse cheaper greater shorter longer reduction
    improvement increase decrease drop gain speedup speed-up slowdown slow-down overhead jump boost saving utilization
    utilisation difference degradation regression relative below above peak
    """.split()
)
_WAYS = frozenset("lower higher less more fewer smaller larger bigger better worse greater shorter longer".split())
_NUMBER_NEXT = re.compile(r"\W{0,3}\d")
_VERSUS = re.compile(r"(?:vs|than|versus|compared|throughput|speed|end|in total|overall)\b", re.IGNORECASE)
_JOINED = re.compile(
    r"[\s`*:=(]*(?:(?:is|was|were|are|of|to|reached|hit|about|only|just|by|around|roughly|drops?|dropped|falls?|fell|rose)"
    r"\b[\s`*]*){0,3}"
)
_SIZE_STATE = re.compile(r"[\s`*]*(available|free|allocated|reserved|used|in use|overhead|total)\b", re.IGNORECASE)
_SIZE_VERB = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|needs?|needed|takes?|took|consum(?:es|ed|ing)|allocat(?:es|ed)|saves?|saved|frees?|freed|"
    r"peak(?:s|ed)?(?: at)?)(?: only| about| around| roughly| just)?[\s`*~]*$",
    re.IGNORECASE,
)
_TRAILING_JOIN = re.compile(r"[\s`*]+(?:is|was|of|at|from|=|:|to|reported|moved)?[\s`*]*$")
_LOWER_WORD = re.compile(r"(?<![A-Za-z])[a-z_]{3,}$")
_LISTED = re.compile(r"[\[{][^\[\]{}\n]{0,200}?\d\s?,[^\[\]{}\n]{0,200}[\]}]|\(\d+(?:,\s?\d+){1,8}\)")
_PLURAL = re.compile(r" [a-z]{3,}s\b")
_CONTRAST = re.compile(r"\b(?:while|whereas|versus|vs|against|but)\b")
_NO_QUANTITY = re.compile(  # what stands before a number and says how, or whose, but not what
    r"(?:ly|\b(?:baseline|reference|best|same|equal|better|worse|previous|prior|current|original|possible|only|alone|now|"
    r"again|already|yet|even|attempt|run|value|result))$",
    re.IGNORECASE,
)
_JUDGES = re.compile(r"(?:ly|\b(?:suboptimal|catastrophic|performers?|defaults?|configs?|same))$", re.IGNORECASE)
_NUMBER_IN = re.compile(r"(?:^|\s)[^\W\d]?\d|\w/\w/\w")  # `0%`, `F/T/F/F`: a value of something
_ITEM = re.compile(r"\d+(?:\.\d+)+\.? [A-Z][a-z]")
_OF_THE_BEST = re.compile(  # `the rate with the lowest loss is 3e-3` tells the rate
    r"\bwith (?:the )?(?:lowest|highest|best|smallest|largest|fewest|least|most) [^,;]*\b(?:is|was|are|were)\s*$"
)
_WANTED = frozenset({"expected", "the expected", "an expected", "target", "the target", "planned", "the planned"})
_LARGE_SIZES = frozenset({"GB", "GiB", "MB", "MiB"})
_POINTS = re.compile(r"[\s`*]*(?:percentage )?points? (?:of|in|on)\b")
_NUMBER_BEHIND = re.compile(r"(?<![\w.\-])(?:[+\-~]?|−)\d+(?:\.\d+)?(?:%|x)?(?![\w\-])")
_DIGIT = re.compile(r"\d")
_COMPARISON_WIDTH = 40
_MOST_NUMBERS = 1000
_MOST_CHAINS = 200  # of one text; more numbers are data, no sentence
_NEAR = 6  # words between a quantity and its number
_BESIDE = 2


class Measured(NamedTuple):
    """A measured number: what it measures, the value as written, and where it stands.

    `whose` is what was measured, where the text beside the number says it; `side` is `before` or `after` for a change.
    """

    name: str
    value: str
    start: int
    end: int
    whose: str = ""
    side: str = ""


def measured(text: str, hint: Callable[[], str], names: Names) -> Iterator[Measured]:
    """Yield the measured numbers of `text`. `hint` tells the quantity that its label or caption names, empty if none."""
    if not _DIGIT.search(text):
        return
    if ("[" in text or "{" in text or "(" in text) and (listed := list(_LISTED.finditer(text))):
        yield from _lists(text, listed[:_MOST_CHAINS], names)
        text = _LISTED.sub(lambda match: "\x00" * len(match[0]), text)
    numbers = list(islice(mentions(text), _MOST_NUMBERS))
    if not numbers or (all(map(_counts, numbers)) and not may_name_quantity(text, names) and not hint()):
        return
    for chain in islice(chains(text, numbers), _MOST_CHAINS):
        name = _name_with_unit(chain, hint, names) if chain.unit else _name_without_unit(chain, hint, names)
        if name and not is_limit(chain, names) and not is_setting(chain, names):
            yield from _spread(chain, clean_name(name))


def is_compared(after: str) -> bool:
    """Say whether what follows a number says what it compares: `1.5x slower per step`, `12% of the time`."""
    bare = after[:_COMPARISON_WIDTH].lstrip("`*) \t\n\r\u00a0").lower()
    if bare.startswith(("of ", "over ")):
        return not (bare[3:4].isdecimal() if bare[1] == "f" else _NUMBER_NEXT.match(bare, 5))
    return bare.startswith(_COMPARISONS)


def _counts(number: Mention) -> bool:
    """Whether a number is a whole one without a unit, which measures something only where its quantity is named."""
    return not number.unit and number.text.isdigit()


def _lists(text: str, listed: Sequence[re.Match[str]], names: Names) -> Iterator[Measured]:
    """A list of numbers right behind a quantity (`losses [2.1, 1.9]`) is one value."""
    clauses = Clauses(text)
    for match in listed:
        if match[0][0] == "[":
            before = text[clauses.around(match.start(), match.end())[0] : match.start()]
            name, behind = quantity_before(before, names)
            if behind == 0 and _JOINED.fullmatch(_behind(before, name)):
                yield Measured(clean_name(name), match[0], match.start(), match.end())


def _name_with_unit(chain: Chain, hint: Callable[[], str], names: Names) -> str:
    if is_compared(chain.after):
        words = words_after(chain.after)
        if words.lower() in _WAYS and (quantity := hint() or quantity_before(chain.outer, names)[0]):
            return f"{quantity} {words}"
        if words.lower() == "peak":
            return f"peak {hint() or default_name(chain.unit)}".strip()
        return words.removeprefix("of ").removeprefix("the ") if words.count(" ") > 1 else words
    if chain.unit in ("x", "×") and not _is_ratio(chain):
        return ""
    near, place = quantity_after(chain.after, names)
    far, behind = quantity_before(chain.before, names)
    if place <= _BESIDE and place <= behind and fits(near, chain.unit):
        return near
    if behind <= _NEAR and fits(far, chain.unit) and not _has_number(chain.before, far):
        return far
    for name in _named_outside(chain, hint(), names):
        if name and fits(name, chain.unit):
            return name
    return _name_by_unit(chain)


def _named_outside(chain: Chain, hint: str, names: Names) -> tuple[str, str]:
    """The quantities that the label and the words before the clause name; what stands right before the number comes first.

    `avg TPS (steps 2-5): 37620, peak VRAM: 21767 MiB` names each of its numbers. The label spells its own out.
    """
    outer, distance = quantity_before(chain.outer, names)
    is_nearer = distance == 0 and not hint.endswith(outer.rpartition(" ")[2])
    return (outer, hint) if is_nearer else (hint, outer)


def _name_by_unit(chain: Chain) -> str:
    default = default_name(chain.unit)
    if default == "memory":
        return _name_of_size(chain)
    if default == "speedup":
        return words_after(chain.after, 3) or default
    if default and chain.after.startswith(" per "):
        return f"{default} per {words_after(chain.after[5:], 2)}".strip()
    if default:
        return default
    told = (words_after(chain.after, 4), chain.named, words_before(chain.before), words_before(chain.outer))
    name = next(filter(None, told), "")
    return "" if _JUDGES.search(name) or _NUMBER_IN.search(name) else name


def _name_of_size(chain: Chain) -> str:
    """A size without a quantity beside it is a layout or a limit, unless words say that something takes or leaves it."""
    if state := _SIZE_STATE.match(chain.after):
        return f"memory {state[1].lower()}"
    if not chain.is_bracketed and not chain.before.rpartition(",")[2].strip(" `") and chain.unit in _LARGE_SIZES:
        return "memory"  # an item of its own: `loss 0.89, 16.9 GB`
    return "memory" if _SIZE_VERB.search(chain.before[-40:]) else ""


def _is_ratio(chain: Chain) -> bool:
    """Whether `3x` compares something: a decimal, in brackets, or with what it is compared to beside it."""
    beside = chain.after.lstrip(" `*)")
    stands_alone = not beside or not chain.before.strip()
    return stands_alone or "." in chain.numbers[0].text or bool(chain.outer) or bool(_VERSUS.match(beside))


def _name_without_unit(chain: Chain, hint: Callable[[], str], names: Names) -> str:
    """A number without a unit measures something only where a quantity is named right beside it, or it is compared."""
    if is_counted(chain, names) or _numbers_item(chain) or ("with " in chain.before and _OF_THE_BEST.search(chain.before)):
        return ""
    if (way := words_after(chain.after)).lower() in _WAYS:
        quantity = hint() or quantity_before(chain.before, names)[0] or quantity_before(chain.outer, names)[0]
        return f"{quantity} {way}" if quantity else ""
    near, place = quantity_after(chain.after, names)
    if place == 0 and not chain.after.lstrip(" `*").startswith((",", ";")) and not _counts_things(chain, near):
        return near
    far, behind = quantity_before(chain.before, names)
    if _POINTS.match(chain.after) and place <= _BESIDE:
        return near
    if _is_decimal(chain) and behind <= _NEAR and not _has_number(chain.before, far):
        return far
    if behind <= _BESIDE + 1 and _JOINED.fullmatch(_behind(chain.before, far)) and not _noun_follows(chain):
        return far
    return _name_by_comparison(chain, hint, names)


def _numbers_item(chain: Chain) -> bool:
    """Whether a number only counts the item that it opens: `1.3 Validate the gradient`."""
    first = chain.numbers[0]
    return first.start == 0 and not chain.unit and _ITEM.match(f"{first.text}{chain.after}") is not None


def _counts_things(chain: Chain, quantity: str) -> bool:
    """`3 shared memory buffers`: the number counts a thing that the quantity only describes."""
    behind = chain.after[chain.after.find(quantity) + len(quantity) :] if quantity in chain.after else ""
    return chain.numbers[0].text.isdigit() and _PLURAL.match(behind) is not None


def _is_decimal(chain: Chain) -> bool:
    return "." in chain.numbers[0].text or "e-" in chain.numbers[0].text


def _behind(before: str, quantity: str) -> str:
    last = quantity.rsplit(" ", 1)[-1]
    return before[before.rfind(last) + len(last) :]


def _has_number(before: str, quantity: str) -> bool:
    """Whether a quantity has its number already: `F1 of 86.9 at 21.8 GB` tells no F1 of 21.8.

    What is set against it has the same quantity: `the goal is 66%, while we reached 39%`.
    """
    behind = _behind(before, quantity)
    number = _NUMBER_BEHIND.search(behind)
    return number is not None and _CONTRAST.search(behind, number.end()) is None


def _noun_follows(chain: Chain) -> bool:
    following = chain.after.lstrip(" `*")
    return following[:1].isalpha() and bool(words_after(following, 1)) and not is_compared(following)


def _name_by_comparison(chain: Chain, hint: Callable[[], str], names: Names) -> str:
    first = chain.numbers[0]
    fraction = "/" in first.text or " of " in first.text
    if _is_decimal(chain) and (beside := _word_beside(chain)) and not _NO_QUANTITY.search(beside):
        return beside
    opens_bracket = bool(chain.outer) and not chain.before.strip(" `")
    if opens_bracket and not _noun_follows(chain) and quantity_before(chain.outer, names)[1] == 0:
        return quantity_before(chain.outer, names)[0]
    if not (_is_decimal(chain) or chain.is_compared or fraction or (opens_bracket and hint())):
        return ""
    outer, distance = quantity_before(chain.outer, names)
    if outer and distance <= 2 * _NEAR:
        return outer
    beside = words_before(chain.outer) if fraction and opens_bracket and not hint() else hint()
    return "" if _NO_QUANTITY.search(beside) or _JUDGES.search(beside) else beside


def _word_beside(chain: Chain) -> str:
    """The words right before a decimal (`headroom −381.7`), or right behind one in code marks (`29.654` allocated)."""
    joined = _TRAILING_JOIN.sub("", chain.before[-80:])
    if _LOWER_WORD.search(joined) and (words := words_before(joined, 3)):
        return words
    return words_after(chain.after, 2) if chain.after.startswith("` ") and chain.after[2:3].islower() else ""


def _spread(chain: Chain, name: str) -> Iterator[Measured]:
    """One measurement a number; the two sides of a change are told apart, and each side of a comparison keeps its owner."""
    for index, (number, owner) in enumerate(zip(chain.numbers, chain.owners, strict=True)):
        if owner.lower() in _WANTED:
            continue  # `8% instead of the expected 60%`
        side = ("before", "after")[index] if chain.is_change else ""
        yield Measured(name, number.text, number.start, number.end, "" if side else clean_name(owner), side)
