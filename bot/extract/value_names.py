"""What a name stands for - setup, parameter or metric - by the domain's vocabulary; and how a name is cleaned."""

from __future__ import annotations

import re
from copy import copy
from functools import lru_cache

from bot.domains.vocabulary import head_of, phrases_of, tokens_of
from bot.extract.measurement_units import UNITS
from bot.model.domain import Domain
from bot.model.fact import Kind

_KINDS = (Kind.SETUP, Kind.PARAMETER, Kind.METRIC)
_UNIT_IN_NAME = re.compile(r"[(\[（/,]\s*([^()\[\]（）,\s]+)\s*[)\]），,]|[_ ]([A-Za-zµ%]+(?:/[A-Za-z]+)?)$")
_BRACKET = re.compile(r"(?<=.)[(\[（].*", re.DOTALL)
_LIMIT = 20_000
_LONGEST = 60
_TOO_GENERAL = frozenset(
    {"result", "value", "measured", "baseline", "final", "our", "reference", "run", "note", "best", "before", "after"}
)


class Names:
    """The vocabulary of one domain as answers about names; answers are remembered."""

    def __init__(self, domain: Domain) -> None:
        words = domain.vocabulary
        self._phrases = tuple(phrases_of(listing) for listing in (words.setup, words.parameters, words.metrics))
        self._own: frozenset[str] = frozenset()
        self._senses: dict[str, tuple[Kind, ...]] = {}

    def with_quantities(self, quantities: tuple[str, ...]) -> Names:
        """Return these names with a report's own metrics added, which count where a phrase as a whole is one of them."""
        own = frozenset(" ".join(head_of(name)) for name in quantities)
        if not own:
            return self
        names = copy(self)
        names._own = frozenset(name for name in own if 2 < len(name) < _LONGEST and name not in _TOO_GENERAL)
        return names

    def senses(self, name: str) -> tuple[Kind, ...]:
        """Return the kinds that `name` may stand for: those with the word that ends last in its head, or the longest.

        The head is what stands before a bracket or a preposition: `Peak memory (batch 8)` is about memory, not a batch.
        """
        known = self._senses.get(name)
        if known is None:
            if len(self._senses) > _LIMIT:
                self._senses.clear()
            known = self._senses[name] = self._decide(name)
        return known

    def _decide(self, name: str) -> tuple[Kind, ...]:
        bare = _BRACKET.sub("", name) or name
        senses = self._best(head_of(name)) or self._best(tokens_of(bare))
        return (Kind.METRIC,) if not senses and unit_in_name(name) else senses

    def is_metric(self, name: str) -> bool:
        """Say whether `name` stands for a metric, and for nothing else with the same right."""
        return self.senses(name) == (Kind.METRIC,)

    def ends_in(self, name: str, kind: Kind) -> bool:
        """Say whether the head of `name` ends in a word for `kind`: `base model` does for setup, `Model A` does not."""
        head = head_of(name)
        return max(self._phrases[_KINDS.index(kind)].places(head), default=(0, 0))[0] == len(head)

    def names_metric(self, phrase: str) -> bool:
        """Say whether `phrase` as a whole is a metric's word."""
        tokens = tokens_of(phrase)
        return self._phrases[2].has(tokens) or " ".join(tokens) in self._own

    def names_parameter(self, phrase: str) -> bool:
        """Say whether `phrase` as a whole is a parameter's word."""
        return self._phrases[1].has(tokens_of(phrase))

    def _best(self, tokens: list[str]) -> tuple[Kind, ...]:
        ranks = [max(phrases.places(tokens), default=(0, 0)) for phrases in self._phrases]
        best = max(ranks)
        return () if best == (0, 0) else tuple(kind for kind, rank in zip(_KINDS, ranks, strict=True) if rank == best)


@lru_cache(maxsize=8)
def names_of(domain: Domain) -> Names:
    """Return the names of a domain; one object for one domain."""
    return Names(domain)


def clean_name(text: str) -> str:
    """Return a name as a reader would write it: on one line, without code marks, trailing colon and flag dashes."""
    return " ".join(text.replace("`", "").split()).strip(" :：=-–—*·•").strip()


def unit_in_name(name: str) -> str:
    """Return the unit that a name carries: `Peak VRAM (MiB, any GPU)`, `peak_alloc_gb`, `data_loading(%)`."""
    for match in _UNIT_IN_NAME.finditer(name):
        unit = match[1] or match[2]
        if unit.lower() in UNITS and (len(unit) > 1 or match[1]):
            return unit
    return name if name.lower() in UNITS and len(name) > 1 else ""
