"""What a unit says about the quantity: its usual name, and whether a quantity can be measured in it."""

from __future__ import annotations

from bot.domains.vocabulary import tokens_of
from bot.extract.measurement_units import UNITS

_USUAL = {"s": "time", "B": "memory", "B/s": "bandwidth", "FLOP/s": "throughput", "x": "speedup"}
_SHORT_TIMES = frozenset({"ns", "us", "µs", "μs", "ms"})
_MEMORY = frozenset({"memory", "vram", "alloc", "allocated", "reserved", "rss", "footprint"})
_TIME = frozenset({"time", "latency", "elapsed", "duration", "runtime", "clock", "ttft"})
_SHARES = frozenset({"occupancy", "utilization", "utilisation", "efficiency", "mfu", "rate"})
_RATES = frozenset({"tps", "qps", "throughput", "speed"})
_QUALITY = frozenset({"loss", "accuracy", "acc", "perplexity", "reward", "score"})


def base_unit(unit: str) -> str:
    """Return the base unit of `unit`'s dimension, empty for an unknown unit."""
    return UNITS.get(unit.lower(), (0.0, ""))[1]


def default_name(unit: str) -> str:
    """Return what a number with `unit` measures where nothing else says it, empty for a unit that tells nothing (`%`)."""
    if unit.lower() in _SHORT_TIMES:
        return "latency"
    base = base_unit(unit)
    if base in _USUAL:
        return _USUAL[base]
    return "throughput" if base.endswith("/s") else "time per step" if base.startswith("s/") else ""


def fits(quantity: str, unit: str) -> bool:
    """Say whether `quantity` can be measured in `unit`: memory is no time and no rate, a loss has no unit of these."""
    base = base_unit(unit)
    words = frozenset(tokens_of(quantity))
    if base == "s":
        return words.isdisjoint(_MEMORY | _QUALITY | _RATES)
    if base.startswith("s/"):
        return words.isdisjoint(_MEMORY | _QUALITY)
    if base == "B":
        return words.isdisjoint(_TIME | _QUALITY | _SHARES | _RATES)
    if base == "FLOP/s" or (base.endswith("/s") and base != "B/s"):
        return words.isdisjoint(_MEMORY | _QUALITY | _TIME | _SHARES)
    return base != "B/s" or words.isdisjoint(_TIME | _QUALITY | _SHARES)
