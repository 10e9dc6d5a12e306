"""Numbers in running text that bound, count or describe something instead of measuring it."""

from __future__ import annotations

import re

from bot.extract.values.clauses import quantity_after, quantity_before, words_after, words_before
from bot.extract.values.names import Names, spelled
from bot.extract.values.number_chains import Chain
from bot.extract.values.quantity_units import base_unit
from bot.extract.word_sets import word_set

_NUMBERED = word_set(
    """
    exp exps experiment experiments step steps run runs layer layers phase phases line lines figure figures fig
    table tables section sections session sessions version versions epoch epochs iteration iterations iter iters
    seed seeds rank ranks node nodes day days week weeks stage stages chapter chapters page pages issue issues item
    items row rows case cases test tests option options part parts python cuda torch pytorch triton transformers
    driver rocm ubuntu gpu device port pr commit round rounds spec top in
    """
)
_LIMITED = word_set(
    """
    @ within below above under every first last next requires require theoretical target threshold limit timeout
    budget goal expected projected predicted nvidia gpu
    """
)
_LIMITED_PAIRS = frozenset(
    {
        "at least",
        "at most",
        "up to",
        "within the",
        "target of",
        "target was",
        "goal was",
        "target is",
        "goal is",
        "threshold of",
        "limit of",
        "timeout of",
        "budget of",
        "goal of",
    }
)
_LIMITING = word_set(
    """
    capacity variant limit budget window timeout interval threshold gate target subset split confidence percentile
    quantile warmup dropout context chunk chunks horizon buffer page pages sector sectors alignment padding stride
    word words tile tiles cap audio video clip clips weights the a an our gpu gpus card cards ram sram sm sms
    """
)
_LIMITING_NOUNS = word_set("window timeout budget limit threshold interval cap")
_BOUNDED = word_set(
    """
    cap limit threshold penalty budget target window margin weight weights coefficient factor multiplier tolerance
    gate bound
    """
)
_DEVICE = re.compile(r"(?:NVIDIA|RTX|GTX|Tesla|[ABHVLTP]\d{1,3}[A-Z]?|MI\d{2,3}X?|G[HB]?200|TPU|HBM\w*|GDDR\w*)(?![\w])")
_DEVICE_BEFORE = re.compile(r"(?:RTX|GTX|Tesla|@|\b[ABHVLTP]\d{1,3}[A-Z]?|MI\d{2,3}X?|GH?200)[\s(`\-]*\d*$")
_HARDWARE = re.compile(r"\bSMs?\b|\bHBM|\bGDDR|\btheoretical|\bcapacity\b|\bBlackwell\b|\bHopper\b|\bVRAM\)")
_COUNTED_THING = re.compile(
    r"[\s`*]*(?:GPU|node|card|worker|rank|device|core|thread|machine|host|replica)s?\b", re.IGNORECASE
)
_PEAK = re.compile(r"\bpeak\b", re.IGNORECASE)
_ORDERED = re.compile(
    r"\b(?:raise|increase|lower|set|adjust|reduce|try|use|keep|decrease|bump|change)\b[^.;]{0,60}\b(?:to|at|of)[\s`]*$",
    re.IGNORECASE,
)
_PROPER = re.compile(r"[A-Z]\w*[A-Z0-9]\w*|[a-z]+[A-Z]\w*")
_OF_ERROR = re.compile(r"\b(?:error|diff|difference|gap|deviation)\b", re.IGNORECASE)
_THEORY = tuple(["theoretical", end] for end in ("peak", "max", "maximum", "floor", "limit", "bandwidth"))
_BOUNDS = "<>≤≥≪≫"
_SIZES_AND_RATES = frozenset({"FLOP/s", "B/s", "B", "W", "Hz"})


def is_limit(chain: Chain, names: Names) -> bool:
    """Say whether the chain bounds something or tells how something is made: a threshold, a goal, the size of a card."""
    if chain.before.lstrip()[:7].lower().startswith(("if ", "when ", "unless ")):
        return True
    last_words = _last_words(chain.before)
    outer_words = _last_words(chain.outer) if chain.outer else ()
    if (outer_words and (outer_words[-1] in _BOUNDED or outer_words in _THEORY)) or _is_ordered(chain):
        return True
    if last_words and last_words[-1] in _BOUNDED:
        return True
    if chain.numbers[0].text[0] in _BOUNDS and not _is_stated_bound(chain, names):
        return True
    limited = bool(last_words) and (last_words[-1] in _LIMITED or " ".join(last_words[-2:]) in _LIMITED_PAIRS)
    if limited or _DEVICE_BEFORE.search(chain.before[-20:]):
        return quantity_after(chain.after, names)[1] > 1
    return _describes_hardware(chain) or (bool(chain.unit) and _has_limiting_noun(chain.after))


def is_counted(chain: Chain, names: Names) -> bool:
    """Say whether a number without a unit is the number of something (`step 10`, `2 GPUs`) or a size (`8B`)."""
    if chain.numbers[0].text.isdigit() and _COUNTED_THING.match(chain.after):
        return True
    tail = chain.before[-40:]
    last_words = _last_words(tail)
    if last_words and last_words[-1] in _NUMBERED:
        return True
    suffix = chain.numbers[0].text[-1]
    if suffix in "MBT" or (suffix in "kK" and not chain.is_compared and quantity_after(chain.after, names)[1] > 1):
        return True
    name = tail.replace("`", " ").split()[-1:] if tail[-1:] in (" ", "`") else []
    return bool(name) and _PROPER.fullmatch(name[0].lstrip("(")) is not None and quantity_before(tail, names)[1] > 0


def is_setting(chain: Chain, names: Names) -> bool:
    """Say whether a parameter stands right beside the number (`30s timeout`, `weight decay of 1%`)."""
    following = [spelled(word) for word in words_after(chain.after, 3).split(" ")]
    if any(names.spells_parameter(" ".join(following[: size + 1])) for size in range(len(following))):
        return quantity_after(chain.after, names)[1] > 2
    tail = [spelled(word) for word in words_before(chain.before, 3).split(" ")]
    if any(names.spells_parameter(" ".join(tail[-size - 1 :])) for size in range(len(tail))):
        return quantity_before(chain.before, names)[1] > 2
    return False


def _last_words(text: str) -> list[str]:
    return text[-40:].replace("`", " ").replace("(", " ").lower().split()[-2:]


def _is_ordered(chain: Chain) -> bool:
    """`raise it to 1.5`: what to do, not what came of it."""
    return chain.before.rstrip(" `")[-3:].strip() in ("to", "at", "of") and _ORDERED.search(chain.before[-100:]) is not None


def _is_stated_bound(chain: Chain, names: Names) -> bool:
    """`Max error: < 2.6e-2` reports an error; `loss < 0.5` sets a bound."""
    if chain.numbers[0].text[0] not in "<≤":
        return False
    if chain.outer and not chain.before.strip(" `"):
        return quantity_before(chain.outer, names)[1] == 0
    quantity, behind = quantity_before(chain.before, names)
    return behind == 0 and _OF_ERROR.search(quantity) is not None


def _describes_hardware(chain: Chain) -> bool:
    base = base_unit(chain.unit)
    if base not in _SIZES_AND_RATES:
        return False
    if base in ("FLOP/s", "B/s") and (
        _last_words(chain.before)[-1:] == ["peak"] or chain.after.lstrip("` ").startswith("peak")
    ):
        return True
    around = f"{chain.before}|{chain.after}"
    return _HARDWARE.search(around) is not None or (base != "B" and _PEAK.search(around) is not None)


def _has_limiting_noun(after: str) -> bool:
    following = after.lstrip(" `*\n")
    if _DEVICE.match(following):
        return True
    words = following[:40].replace("`", " ").lower().split()[:2]
    first = words[0].strip(".,;)") if words and following[:1].isalpha() else ""
    return first in _LIMITING or (bool(first) and len(words) > 1 and words[1].strip(".,;)") in _LIMITING_NOUNS)
