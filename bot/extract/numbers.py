"""Numbers as people write them in reports: sign, thousands separators, exponents, units, ranges, fractions, durations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.extract.measurement_units import UNITS

_DIGITS = re.compile(r"\d+,\d{1,2}(?=\s?%)|\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][+\-−]?\d+)?")
_TAIL = re.compile(
    r"(?P<suffix>[kKMBT万亿](?![^\W\d_]))?"
    r"(?P<second>(?:[-–~/]|\s[–~]\s|\sof\s)[+\-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][+\-−]?\d+)?)?(?P<suffix2>[kKM](?![^\W\d_]))?"
    r"`?(?P<gap>[ \u00a0]?)(?P<unit>%|％|×|[A-Za-zÀ-ỹµμ°秒毫微分钟小时초倍배][A-Za-zÀ-ỹµμ%]*\d{0,2}(?:/[A-Za-zµμ]+)?)?"
)
_PRECISION = re.compile(r" (?:dense |sparse )?([A-Za-z]+(?:/s)?)")
_PRECISIONS = frozenset({"bf16", "fp16", "fp32", "fp8", "fp4", "tf32", "int8", "nvfp4"})
_ABOUT = re.compile(r"(?:[~≈≃<>≤≥≪≫±]=?\s?){1,2}`?$")
_POWER = re.compile(r"(\d+)(?:\*\*|\^)(\d+)")
_DURATION = re.compile(
    r"~?(?=\d)(?:(\d+)\s?(?:h(?:rs?|ours?)?|giờ)\s?)?(?:(\d+)\s?(?:m(?:in)?s?|phút)\s?)?(?:(\d+(?:\.\d+)?)\s?(?:s(?:ec)?s?|giây))?"
)
_HOURS_OR_MINUTES = frozenset({"h", "hr", "hrs", "hour", "hours", "m", "min", "mins", "minutes", "giờ", "phút"})
_REST_OF_DURATION = re.compile(r"(?:\s?\d{1,2}\s?(?:m(?:in)?s?|s(?:ec)?s?|phút|giây)\b){1,2}")
_SPREAD = re.compile(r"\s?(?:±|\+/-)\s?\d+(?:\.\d+)?%?")
_COUNTED = re.compile(
    r"(?!BF|FP|INT|NVFP|TF|W\d)[A-Z]{0,4}\d{2,}|NVIDIA|Nvidia|RTX|GPU|Tesla|AMD|H100|A100|Intel|TPU|half|float|int"
)
_SUFFIXES = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, "万": 1e4, "亿": 1e8}
_SIGNS = "+-−±"
_LONGEST = 40  # digits of a number; longer ones are hashes or keys


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in running text: where it stands, the text as written, its parse (None for a range), and its unit."""

    start: int
    end: int
    text: str
    number: float | None
    unit: str


def mentions(text: str) -> Iterator[Mention]:
    """Yield the numbers that stand on their own in `text`: no parts of names, versions, dates, times or paths."""
    done = 0
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        if start < done or end - start > _LONGEST:
            continue
        start = _start(text, start, done)
        if start < 0:
            continue
        mention = _mention(text, start, match)
        if mention is not None:
            done = mention.end
            yield mention


def parse_quantity(text: str) -> tuple[float | None, str]:
    """Return the number and the unit that `text` opens with; None where it opens with none, or with a range.

    `-1222 MiB` is (-1222.0, "MiB"), `~2e-7` is (2e-7, ""), `2**12` is (4096.0, ""), `7m42s` is (462.0, "s"),
    `3.2k tok/s` is (3200.0, "tok/s"), `4/4` is (1.0, ""), `0-4` and `512→576` are (None, "").
    """
    return (None, "") if len(text) > 4 * _LONGEST else _quantity(text)


@lru_cache(maxsize=8192)
def _quantity(text: str) -> tuple[float | None, str]:
    bare = text.replace("`", "").strip()
    if power := _POWER.fullmatch(bare):
        return float(int(power[1]) ** int(power[2])) if len(power[2]) < 3 else None, ""
    if (seconds := _duration(bare)) is not None:
        return seconds, "s"
    first = next(mentions(bare), None)
    if first is None or first.start > 0 or bare[first.end : first.end + 4].lstrip().startswith(("→", "->", "^", "**")):
        return None, ""
    return first.number, first.unit


def _duration(text: str) -> float | None:
    """The seconds of a duration of two parts or more (`1h 3m`), None for anything else."""
    match = _DURATION.fullmatch(text)
    if match is None or sum(part is not None for part in match.groups()) < 2:
        return None
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return 3600 * hours + 60 * minutes + seconds


def _start(text: str, start: int, done: int) -> int:
    """Where the number that has its first digit at `start` begins, with sign and `~`; -1 where it is part of something."""
    before = text[start - 1] if start > done else " "
    if before == "." and (start < 2 or text[start - 2] in " (`=|,~"):
        start -= 1
        before = text[start - 1] if start > done else " "
    if before in _SIGNS:
        ahead = text[start - 2] if start - 1 > done else " "
        if ahead.isalnum() or ahead in "_.)]}/\\^*":
            return -1
        start -= 1
    elif _joined(before) or (before == "[" and text[start - 2 : start - 1].isalnum()):
        return -1
    about = _ABOUT.search(text, max(done, start - 5), start)
    return about.start() if about else start


def _joined(before: str) -> bool:
    """Whether a number behind `before` is part of a name, a path or a version."""
    return (before.isalnum() and before.isascii()) or before in "_./:#@§^\\$-–'\""


def _mention(text: str, start: int, match: re.Match[str]) -> Mention | None:
    tail = _TAIL.match(text, match.end())
    if tail is None:
        return None
    end, unit = _number_end(match, tail), tail["unit"] or ""
    scale = _SUFFIXES.get(tail["suffix"] or tail["suffix2"] or "", 1.0)
    if unit and unit.lower() in UNITS and not _multiplies(text, tail):
        end = tail.end()
    elif unit.lower() in _PRECISIONS and (behind := _PRECISION.match(text, tail.end())) and behind[1].lower() in UNITS:
        end, unit = behind.end(), behind[1]
    elif unit and not tail["gap"] and (unit[0].isascii() or unit == "×") and text[tail.start("unit") - 1] != "`":
        return None
    else:
        unit = ""
    if unit.lower() in _HOURS_OR_MINUTES and (rest := _REST_OF_DURATION.match(text, end)):
        end = rest.end()
        return Mention(start, end, text[start:end].replace("`", "").strip(), _duration(text[start:end]), "s")
    if spread := _SPREAD.match(text, end):
        end = spread.end()
    if _goes_on(text, end):
        return None
    return Mention(start, end, text[start:end].replace("`", "").strip(), _number(text, start, match, tail, scale), unit)


def _number_end(match: re.Match[str], tail: re.Match[str]) -> int:
    return max(match.end(), *(tail.end(name) for name in ("suffix", "second", "suffix2")))


def _multiplies(text: str, tail: re.Match[str]) -> bool:
    """`2 x 64`, `2x A100`, `8x8`: a product or a count, no ratio."""
    if tail["unit"] not in ("x", "X", "×"):
        return False
    after = text[tail.end() : tail.end() + 12].lstrip(" `")
    return after[:1].isdigit() or bool(_COUNTED.match(after))


def _goes_on(text: str, end: int) -> bool:
    """Whether what stands at `end` shows that the number was part of a version, a date, a time or a name."""
    after = text[end : end + 2]
    if not after:
        return False
    if (after[0].isalnum() and after[0].isascii()) or after[0] == "_" or after == "**":
        return True
    return len(after) == 2 and after[0] in ".:/-–+" and (after[1].isdigit() or (after[0] in "-/" and after[1].isalpha()))


def _number(text: str, start: int, match: re.Match[str], tail: re.Match[str], scale: float) -> float | None:
    digits = match[0].replace("−", "-")
    decimal_comma = "," in digits and len(digits.rpartition(",")[2]) < 3
    value = float(digits.replace(",", "." if decimal_comma else "")) * scale
    if "−" in text[start : match.start()] or "-" in text[start : match.start()]:
        value = -value
    if text[match.start() - 1 : match.start()] == "." and start < match.start():
        value = float("0." + match[0]) if match[0].isdigit() else value
    second = tail["second"]
    if not second:
        return value
    if second[0] == "/" or second.lstrip().startswith("of"):
        whole = float(second.lstrip(" /of").replace(",", "").replace("−", "-"))
        return value / whole if whole else None
    return None
