"""What a name stands for - setup, parameter or metric - by the domain's vocabulary; and how a name is cleaned."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.domains.vocabulary import Phrases, head_of, phrases_of, tokens_of
from bot.extract import marks
from bot.extract.measurement_units import UNITS
from bot.model.domain import Domain
from bot.model.fact import Kind
from bot.reading.text import PICTURES

_KINDS = (Kind.SETUP, Kind.PARAMETER, Kind.METRIC)
_BRACKETED_UNIT = re.compile(r"[(\[/,]\s*([^()\[\],\s]+)\s*(?:[)\],]|(?=，))")
_UNIT = re.compile(r"[A-Za-zµ%]+(?:/[A-Za-z]+)?")
_RATE_IN_NAME = re.compile(r"([A-Za-z]+)[_ ]per[_ ](?:s|sec|second)$", re.IGNORECASE)
_BRACKET = re.compile(r"(?<=.)[(\[（].*", re.DOTALL)
_MOST_NAMES = 20_000
_MOST_REPORTS = 64
_LONGEST_NAME = 300
_PICTURES = re.compile(f"^[{PICTURES}\ufe0f\u200d]+ ")
_AROUND = " :：=-–—*·•↑↓" + marks.ALL
_LONGEST_QUANTITY = 60
_TOO_GENERAL = frozenset(
    {"result", "value", "measured", "baseline", "final", "our", "reference", "run", "note", "best", "before", "after"}
)


class Names:
    """The vocabulary of one domain, and the metrics that one report names, as answers about names that are remembered."""

    def __init__(self, phrases: tuple[Phrases, ...], quantities: tuple[str, ...]) -> None:
        self._phrases = phrases
        heads = {" ".join(head_of(name)) for name in quantities}
        self._own = frozenset(head for head in heads - _TOO_GENERAL if 2 < len(head) < _LONGEST_QUANTITY)
        own_last = frozenset(head.rpartition(" ")[2] for head in self._own)
        self._last_words = frozenset().union(*(listing.last_words for listing in phrases))
        self._metric_ends = phrases[2].last_words | own_last
        self._senses: dict[str, tuple[Kind, ...]] = {}
        self._ends: dict[tuple[str, Kind], bool] = {}

    def senses(self, name: str) -> tuple[Kind, ...]:
        """Return the kinds that `name` may stand for: those with the word that ends last in its head, or the longest.

        The head is what stands before a bracket or a preposition: `Peak memory (batch 8)` is about memory, not a batch.
        """
        known = self._senses.get(name)
        if known is None:
            if len(self._senses) > _MOST_NAMES:
                self._senses.clear()
            known = self._senses[name] = self._decide(name)
        return known

    def is_metric(self, name: str) -> bool:
        """Say whether `name` stands for a metric, and for nothing else with the same right."""
        return self.senses(name) == (Kind.METRIC,)

    def ends_in(self, name: str, kind: Kind) -> bool:
        """Say whether the head of `name` ends in a word for `kind`: `base model` does for setup, `Model A` does not."""
        known = self._ends.get((name, kind))
        if known is None:
            if len(self._ends) > _MOST_NAMES:
                self._ends.clear()
            head = head_of(name)
            places = self._phrases[_KINDS.index(kind)].places(head)
            known = self._ends[name, kind] = max(places, default=(0, 0))[0] == len(head)
        return known

    def names_metric(self, phrase: str) -> bool:
        """Say whether `phrase`, in the spelling of `spelled`, is a metric's word or a metric of the report."""
        return phrase in self._phrases[2] or phrase in self._own

    def may_hold_metric(self, words: list[str]) -> bool:
        """Say whether a metric may end in one of `words`: a cheap question before a dear one."""
        return not self._metric_ends.isdisjoint(map(last_spelled, words))

    def may_end_metric(self, word: str) -> bool:
        """Say whether a metric's phrase may end in `word`."""
        return last_spelled(word) in self._metric_ends

    def spells_parameter(self, phrase: str) -> bool:
        """Say whether `phrase`, in the spelling of `spelled`, is a parameter's word."""
        return phrase in self._phrases[1]

    def metric_within(self, word: str) -> str:
        """Return the metric that a word of a script without spaces holds, empty if none."""
        return self._phrases[2].within(word)

    def names_parameter(self, name: str) -> bool:
        """Say whether `name` as a whole is a parameter's word."""
        return spelled(name) in self._phrases[1]

    def _decide(self, name: str) -> tuple[Kind, ...]:
        if "per" in name.lower() and _RATE_IN_NAME.search(name):
            return (Kind.METRIC,)  # `train steps per second`
        bare = (_BRACKET.sub("", name) or name) if "(" in name or "[" in name or "（" in name else name
        senses = self._best(head_of(name)) or ("/" not in bare and self._best(tokens_of(bare))) or ()
        return (Kind.METRIC,) if not senses and unit_in_name(name) else senses

    def _best(self, tokens: list[str]) -> tuple[Kind, ...]:
        if self._last_words.isdisjoint(tokens) and all(map(str.isascii, tokens)):
            return ()
        ranks = [max(phrases.places(tokens), default=(0, 0)) for phrases in self._phrases]
        best = max(ranks)
        return () if best == (0, 0) else tuple(kind for kind, rank in zip(_KINDS, ranks, strict=True) if rank == best)


_KNOWN: dict[tuple[int, tuple[str, ...]], tuple[Domain, Names]] = {}


def names_of(domain: Domain, quantities: tuple[str, ...] = ()) -> Names:
    """Return the names of a domain, with the metrics that a report names; one object for equal arguments.

    A domain is known by identity: hashing its hundreds of words for each section would cost more than the look-ups.
    """
    key = id(domain), quantities
    known = _KNOWN.get(key)
    if known is None or known[0] is not domain:
        if len(_KNOWN) > _MOST_REPORTS:
            _KNOWN.clear()
        words = domain.vocabulary
        phrases = tuple(phrases_of(listing) for listing in (words.setup, words.parameters, words.metrics))
        known = _KNOWN[key] = domain, Names(phrases, quantities)
    return known[1]


@lru_cache(maxsize=8192)
def spelled(phrase: str) -> str:
    """Return a phrase as the vocabulary spells it: lower case, singular, one space between words."""
    return " ".join(tokens_of(phrase))


@lru_cache(maxsize=8192)
def last_spelled(word: str) -> str:
    """Return the last of the words that `spelled` makes of one word: `s` for `tok/s`."""
    return spelled(word).rpartition(" ")[2]


def clean_name(text: str) -> str:
    """Return a name as a reader would write it: on one line, without marks of code and formulas, colon and dashes."""
    return _cleaned(text[:_LONGEST_NAME]) if text else ""


@lru_cache(maxsize=8192)
def _cleaned(text: str) -> str:
    plain = " ".join(text.replace("`", "").replace("$", "").split())
    return (plain if plain.isascii() else _PICTURES.sub("", plain)).strip(_AROUND).strip()


@lru_cache(maxsize=8192)
def unit_in_name(name: str) -> str:
    """Return the unit that a name carries: `Peak VRAM (MiB, any GPU)`, `peak_alloc_gb`, `data_loading(%)`."""
    if "per" in name.lower() and (rate := _RATE_IN_NAME.search(name)):
        return f"{rate[1]}/s" if f"{rate[1]}/s".lower() in UNITS else ""
    for bracketed in _BRACKETED_UNIT.findall(name.replace("（", "(").replace("）", ")")):
        if bracketed.lower() in UNITS:
            return str(bracketed)
    last = name[max(name.rfind(" "), name.rfind("_")) + 1 :]
    is_unit = len(last) > 1 and last.lower() in UNITS and (last == name or _UNIT.fullmatch(last) is not None)
    return last if is_unit else ""
