"""What a model's words relate: a figure to its run, an effect to its cause, a statement to the facts that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.synthesize.wording.comparing import word_set
from bot.writer.checks.claim import Claim, folded, place_of, stands
from bot.writer.checks.numbers import figures

_CAUSAL = re.compile(
    r"\b(?:because|due to|caused? by|owing to|thanks to|as a result of|results? from|stems? from|since)\b", re.I
)
_REASONED = re.compile(
    r"\b(?:because|due to|caus\w+|owing|thanks to|as a result|results? (?:from|in)|stems? from|since|so that|so |therefore"
    r"|hence|exceed\w*|did(?:n't| not)|could(?:n't| not)|leads? to|makes?|to avoid|driven by|explain\w*|reason)\b|; cause:",
    re.I,
)
_LEAST_SHARED = 0.34
_SHORTEST = 4


def unrelated(claim: Claim) -> Iterator[str]:
    """Yield a complaint where a statement relates what its facts do not."""
    if _CAUSAL.search(claim.text) and not any(_REASONED.search(item.text) for item in claim.named):
        yield "it gives a reason, and no fact that you name does"
    spans = frozenset(claim.code)  # the exact name of an option says what a statement is about, and more than words
    words = word_set(claim.prose) | spans
    known = word_set(claim.told) | word_set(claim.about) | {span for span in spans if stands(span, claim.told)}
    if len(words) >= _SHORTEST and len(words & known) < _LEAST_SHARED * len(words) and not claim.is_condition:
        yield "it says little of what the facts that you name say; name the facts that it rests on"
    yield from _of_another_run(claim)


def _of_another_run(claim: Claim) -> Iterator[str]:
    """A figure that was measured on one run, told of others only (`rank 16: 26.1 GB` where that is of rank 32)."""
    text = folded(claim.text)
    figures_of: dict[float, set[str]] = {}
    for each in claim.ground.compared:
        if each.path in claim.paths:
            figures_of.setdefault(each.before, set()).add(each.first)
            figures_of.setdefault(each.after, set()).add(each.second)
    runs = {run for found in figures_of.values() for run in found if run}
    spoken = {run for run in runs if _is_spoken(run, text)}
    for figure in figures(claim.text) if spoken else ():
        owners = figures_of.get(float(figure.number.value), set())
        if owners and not owners & spoken and not any(_is_part(figure.number.text, run) for run in spoken):
            told = [item for item in claim.named if stands(figure.number.text, item.text)]
            if not any(_is_spoken(run, folded(item.text)) for item in told for run in spoken):
                yield f"{figure.number.text} was measured on {sorted(owners)[0]}, which the statement does not name"


def _is_spoken(run: str, text: str) -> bool:
    return place_of(run, text) >= 0


def _is_part(number: str, run: str) -> bool:
    return number in re.findall(r"[\d.]+", run)
