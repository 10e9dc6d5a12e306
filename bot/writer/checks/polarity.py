"""Yes and no in a model's words: a warning stays a warning, and what failed is recommended to nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model.fact import Kind
from bot.writer.checks.claim import Claim, stands
from bot.writer.checks.word_patterns import pattern
from bot.writer.task import Item, Part

_WARNINGS = (
    "not no never none neither nor avoid* cannot stop fail* unable insufficient lack* reject* refus* prevent* wrong* broke*"
    " break breaks crash* oom out_of_memory ran_out invalid* unsupported unstable diverg* nan overflow* degrad* regress*"
    " hurt* harm* mismatch* unreliable inconclusive confound* underfit* overfit* forbid* beware risk* worse slower too"
)
_RESERVATIONS = (
    "without instead_of rather_than unless except only miss* disable* drop* skip* remove* spill* differ* error*"
    " limit* cap capped exclude* guard_against small* little minor less hold_off holds_off postpon* defer* blocked blocking"
    " hang* hung stall* stuck deadlock* leak* starv* swallow*"
)
_NEGATED = r"\w+n['’]t"
_WARNS = re.compile(rf"\b(?:{pattern(_WARNINGS)}|{_NEGATED})\b", re.I)
_REFUSES = re.compile(rf"\b(?:{pattern(_WARNINGS)}|{pattern(_RESERVATIONS)}|{_NEGATED})\b", re.I)
_FORBIDS = re.compile(r"\b(?:do not|don't|don’t|never|avoid|must not|should not|cannot|stop)\b", re.I)
_PRAISES = "work works worked succe* recommend* optimal ideal best safe safely reliabl* prefer* robust effective"
_PRAISE = re.compile(
    rf"\b(?:{pattern(_PRAISES)})\b",
    re.I,
)
_BAD_KINDS = frozenset((Kind.FAILURE.value, Kind.ERROR.value))
_TELLS_NOTHING = frozenset((*_BAD_KINDS, Kind.METRIC.value, Kind.QUESTION.value, "movement"))
_VALUES = (Kind.PARAMETER.value, Kind.SETUP.value)
_SETTING = re.compile(r"\b([A-Za-z][A-Za-z_]{1,30})[ =:_-]{1,3}`?(\d[\w.]*)")
_NO_SETTING = frozenset("step steps run runs of to at in by from than and on with for is was over under the".split())


def turned_around(claim: Claim) -> Iterator[str]:
    """Yield a complaint where a statement says yes to what its facts say no to, or the other way round."""
    if claim.part in (Part.USE_WHEN, Part.APPLY, Part.QUESTIONS) or not claim.named:
        return
    refuses = claim.part is Part.AVOID or bool(_REFUSES.search(claim.text))
    forbids = bool(_FORBIDS.search(claim.text))
    warned = [_is_warning(item) for item in claim.named]
    if all(warned) and not refuses:
        yield "all facts that you name are failures or warnings, and it reads as if they were none"
    elif claim.is_advice and not refuses and any(_FORBIDS.search(item.text) for item in claim.named):
        yield "a fact that you name forbids something, and the step does not"
    if (claim.part is Part.AVOID or forbids) and not any(warned):
        yield "no fact that you name warns of this"
    if claim.part is Part.FAILED and not any(warned):
        yield "no fact that you name tells of a failure"
    if _PRAISE.search(claim.text) and not refuses and all(item.kind in _BAD_KINDS for item in claim.named):
        yield "it praises what the facts that you name tell as a failure"
    if claim.is_advice and not forbids:
        yield from _recommended_failures(claim)


def _is_warning(item: Item) -> bool:
    return item.kind in _BAD_KINDS or bool(_WARNS.search(item.text))


def _spaced(text: str) -> str:
    return re.sub(r"[=:]", " ", text)


def _recommended_failures(claim: Claim) -> Iterator[str]:
    """A step to take whose setting (`rank 64`) failed, and that no fact shows to work."""
    for name, value in _SETTING.findall(claim.text):
        setting = f"{name} {value}"
        if name.lower() in _NO_SETTING or _REFUSES.search(claim.text):
            continue
        facts = [item for item in claim.items if item.kind not in _VALUES and stands(setting, _spaced(item.text))]
        bad = [item for item in facts if item.kind in _BAD_KINDS]
        if bad and all(item.kind in _TELLS_NOTHING for item in facts):
            yield f"it recommends {setting}, which is told as a failure ({bad[0].id})"
