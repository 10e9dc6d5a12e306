"""Figures that a sentence sets against each other: an amount that went from one value to another, a gain by a factor."""

from __future__ import annotations

import re

_CHANGE = re.compile(
    r"(\d(?<![\d,.]\d)[\d,]{0,30}(?:\.\d{0,30})?)\s?([a-zA-Zµμ%][\w/%]{0,7})?\s{0,4}(?:→|->|\bto\b)"
    r"\s{0,4}(\d[\d,]{0,30}(?:\.\d{0,30})?)\s?([a-zA-Zµμ%][\w/%]{0,7})?"
)
_LOW_UNITS = frozenset(
    ["ns", "us", "µs", "μs", "ms", "s", "sec", "min", "h", "mb", "mib", "gb", "gib", "kb", "kib", "bytes", "ppl"]
)
_HIGH_UNITS = frozenset(
    ["tflops", "gflops", "tflop/s", "gflop/s", "tok/s", "tokens/s", "it/s", "tps", "gb/s", "tb/s", "samples/s", "%", "pass"]
)
_LIMIT = re.compile(r"\b(?:limit|budget|cap|timeout|interval|deadline)s?\b\W{0,4}(?:from\s)?$", re.I)  # set, not measured
_RATIO = re.compile(
    r"\d[x×]\s+(?:over|better|higher|more (?:throughput|bandwidth|tokens|samples|context|headroom|work|tflops)"
    r"|reduction|improvement|gain|throughput|speed|context|batch|bandwidth)\b"
    r"|\+\d[\d.,]*\s?(?:tflops|gflops|tok/s|tokens/s|tps|pp|points)\b",
    re.I,
)
_DIGIT = re.compile(r"\d")


def may_compare(text: str) -> bool:
    """Whether there are figures, and a sign or word that may set them against each other."""
    signs = " to " in text or "→" in text or "->" in text or "+" in text or "x " in text or "×" in text or "X " in text
    return signs and _DIGIT.search(text) is not None


def figure_signs(text: str) -> list[int]:
    """1 for each comparison in `text` that is for the better, -1 for each that is for the worse."""
    return [sign for sign in (_change(text), _ratio(text)) if sign]


def _change(text: str) -> int:
    """1 where an amount changes for the better (`608us → 350us`), -1 for the worse, 0 where the unit does not tell."""
    match = _CHANGE.search(text)
    unit = ((match[4] or match[2] or "") if match else "").lower()
    if match is None or unit not in _LOW_UNITS | _HIGH_UNITS or _LIMIT.search(text, 0, match.start()):
        return 0
    before, after = (float(match[group].replace(",", "")) for group in (1, 3))
    if before == after:
        return 0
    return 1 if (after < before) == (unit in _LOW_UNITS) else -1


def _ratio(text: str) -> int:
    """1 where `text` names a gain in figures (`2x faster`... `1.3x over`, `+12 TFLOPS`)."""
    return 1 if _RATIO.search(text) else 0
