"""Units of measurement: which spellings there are, and what one of each is in the base unit of its dimension."""

from __future__ import annotations

_TIME = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "sec": 1.0, "secs": 1.0, "second": 1.0}
_TIME |= {"seconds": 1.0, "min": 60.0, "mins": 60.0, "minute": 60.0, "minutes": 60.0, "m": 60.0, "h": 3600.0, "hr": 3600.0}
_TIME |= {"hrs": 3600.0, "hour": 3600.0, "hours": 3600.0, "day": 86400.0, "days": 86400.0, "nanoseconds": 1e-9}
_TIME |= {"microseconds": 1e-6, "milliseconds": 1e-3, "usec": 1e-6, "msec": 1e-3, "秒": 1.0, "毫秒": 1e-3, "微秒": 1e-6}
_TIME |= {"分钟": 60.0, "小时": 3600.0, "초": 1.0, "분": 60.0, "시간": 3600.0, "giây": 1.0, "phút": 60.0, "giờ": 3600.0}

_BYTES = {"b": 1.0, "byte": 1.0, "bytes": 1.0, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12}
_BYTES |= {"kib": 2.0**10, "mib": 2.0**20, "gib": 2.0**30, "tib": 2.0**40}

_FLOPS = {"flops": 1.0, "mflops": 1e6, "gflops": 1e9, "tflops": 1e12, "pflops": 1e15, "gflop/s": 1e9, "tflop/s": 1e12}
_FLOPS |= {"pflop/s": 1e15, "gflops/s": 1e9, "tflops/s": 1e12, "flop/s": 1.0, "tops": 1e12}

_COUNTED = {
    "tok": "tokens", "token": "tokens", "tokens": "tokens", "it": "steps", "iter": "steps", "iters": "steps",
    "step": "steps", "steps": "steps", "sample": "samples", "samples": "samples",
    "img": "images", "imgs": "images", "image": "images",
    "images": "images", "req": "requests", "reqs": "requests", "example": "examples", "examples": "examples",
    "ex": "examples",
    "row": "rows", "rows": "rows", "frame": "frames", "frames": "frames", "game": "games", "games": "games",
    "seq": "sequences", "seqs": "sequences", "sequence": "sequences", "sequences": "sequences", "batch": "batches",
    "batches": "batches", "op": "operations", "ops": "operations", "elem": "elements", "elems": "elements",
    "element": "elements", "elements": "elements", "query": "queries", "queries": "queries", "word": "words",
    "words": "words", "episode": "episodes", "episodes": "episodes", "update": "updates", "updates": "updates",
    "hash": "hashes", "hashes": "hashes", "char": "characters", "chars": "characters", "points": "points",
}  # fmt: skip


def _all_units() -> dict[str, tuple[float, str]]:
    units = {name: (scale, "s") for name, scale in _TIME.items()}
    units |= {name: (scale, "B") for name, scale in _BYTES.items()}
    units |= {f"{name}/{per}": (scale, "B/s") for name, scale in _BYTES.items() for per in ("s", "sec")}
    units |= {name: (scale, "FLOP/s") for name, scale in _FLOPS.items()}
    units |= {"%": (1.0, "%"), "％": (1.0, "%"), "x": (1.0, "x"), "×": (1.0, "x"), "倍": (1.0, "x"), "배": (1.0, "x")}
    units |= {"percent": (1.0, "%"), "pp": (1.0, "pp"), "pts": (1.0, "pp"), "lần": (1.0, "x")}
    for noun, base in _COUNTED.items():
        units |= {f"{noun}/{per}": (1.0, f"{base}/s") for per in ("s", "sec", "second")}
        units |= {f"{unit}/{noun}": (_TIME[unit], f"s/{base}") for unit in ("s", "sec", "ms", "us", "µs", "min")}
    units |= {"h/s": (1.0, "hashes/s"), "kh/s": (1e3, "hashes/s"), "mh/s": (1e6, "hashes/s")}
    units |= {"tps": (1.0, "tokens/s"), "fps": (1.0, "frames/s"), "qps": (1.0, "requests/s"), "rps": (1.0, "requests/s")}
    units |= {
        "elo": (1.0, "Elo"),
        "w": (1.0, "W"),
        "kw": (1e3, "W"),
        "mhz": (1e6, "Hz"),
        "ghz": (1e9, "Hz"),
        "°c": (1.0, "°C"),
    }
    units |= {"cycles": (1.0, "cycles"), "flop/byte": (1.0, "FLOP/B"), "flops/byte": (1.0, "FLOP/B"), "bpb": (1.0, "bpb")}
    units |= {"db": (1.0, "dB"), "j": (1.0, "J"), "kj": (1e3, "J"), "wh": (3600.0, "J")}
    return units


UNITS: dict[str, tuple[float, str]] = _all_units()
"""Lower-case spelling of a unit -> how many of the base unit it is, and the base unit."""


def in_base_unit(number: float, unit: str) -> tuple[float, str]:
    """Return the quantity in the base unit of its dimension (`58474 MiB` in bytes), unchanged where the unit is unknown.

    Two quantities can be compared where their base units are the same.
    """
    scale, base = UNITS.get(unit.lower(), (1.0, unit))
    return number * scale, base


_MEASURED = frozenset({"s", "%", "x", "B/s", "FLOP/s", "Elo", "pp", "cycles", "FLOP/B", "J"})


def is_measured_unit(unit: str) -> bool:
    """Say whether what carries the unit was most likely measured: a time, a rate, a ratio; a size may be a setting."""
    base = UNITS.get(unit.lower(), (0.0, ""))[1]
    return base in _MEASURED or "/s" in base or base.startswith("s/")
