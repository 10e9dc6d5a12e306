"""Numbers as people write them in reports: sign, thousands separators, exponents, units, ranges, fractions, durations."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.extract.measurement_units import UNITS

# How patterns are written here: `\d\d*` and not `\d+`, because the search for a pattern that opens with a class skips all
# other characters at once; `(?:[+\-]?|−)` and not `[+\-−]?`, because a class that mixes ASCII with other letters takes ten
# times as long to compile.
_DIGITS = re.compile(r"\d\d*(?:,\d{1,2}(?=\s?%)|(?:,\d{3})*(?:\.\d+)?(?:[eE](?:[+\-]?|−)\d+)?)")
_PLAIN = re.compile(r"[+\-]?\d{1,18}(?:\.\d{1,18})?", re.ASCII)
_TAIL = re.compile(
    r"(?P<rest>(?P<suffix>[kKMBT](?![^\W\d_])|[万亿](?![^\W\d_]))?"
    r"(?P<second>(?:[\-~/]|–(?=.)|\s[–~]\s|\sof\s)(?:[+\-]?|−)\d+(?:,\d{3})*(?:\.\d+)?(?:[eE](?:[+\-]?|−)\d+)?)?"
    r"(?P<suffix2>[kKM](?![^\W\d_]))?)`?(?P<gap>[ \u00a0]?)(?P<unit>%|％|×|"
    r"[°μ]?[A-Za-zµ][A-Za-zµ%]*+\d{0,2}(?![À-ỹ])(?:/[A-Za-zµ]+)?|phút|giây|giờ|lần|毫秒|微秒|秒|分钟|小时|초|분|시간|倍|배)?"
)
_PRECISION = re.compile(r" (?:dense |sparse )?([A-Za-z]+(?:/s)?)")
_PRECISIONS = frozenset({"bf16", "fp16", "fp32", "fp8", "fp4", "tf32", "int8", "nvfp4"})
_ABOUT = re.compile(r"(?:(?<![-=])[~≈≃<>≤≥≪≫±]=?\s?){1,2}`?$")  # the end of an arrow is no bound
_ABOUT_SIGNS = frozenset("~≈≃<>≤≥≪≫±")
_POWER = re.compile(r"(\d+)(?:\*\*|\^)(\d+)")
_DURATION = re.compile(
    r"~?(?=\d)(?:(\d+)\s?(?:h(?:rs?|ours?)?|giờ)\s?)?(?:(\d+)\s?(?:m(?:in)?s?|phút)\s?)?(?:(\d+(?:\.\d+)?)\s?(?:s(?:ec)?s?|giây))?"
)
_GLUED_DURATION = re.compile(r"\d{1,4}(?:h|hr|hrs)\d{1,2}(?:m|min)?(?:\d{1,2}s)?\b|\d{1,4}(?:m|min|mins)\d{1,2}(?:s|sec)\b")
_HOURS_OR_MINUTES = frozenset({"h", "hr", "hrs", "hour", "hours", "m", "min", "mins", "minutes", "giờ", "phút"})
_REST_OF_DURATION = re.compile(r"(?:\s?\d{1,2}\s?(?:m(?:in)?s?|s(?:ec)?s?|phút|giây)\b){1,2}")
_SPREAD = re.compile(r"\s?(?:±|\+/-)\s?\d+(?:\.\d+)?%?")
_COUNTED = re.compile(
    r"(?!BF|FP|INT|NVFP|TF|W\d)[A-Z]{0,4}\d{2,}|NVIDIA|Nvidia|RTX|GPU|Tesla|AMD|H100|A100|Intel|TPU|half|float|int"
)
_SUFFIXES = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, "万": 1e4, "亿": 1e8}
_SIGNS = "+-−±"
_LETTERS = frozenset(string.ascii_letters)
_OPENINGS = frozenset("0123456789+-−±.~≈≃<>≤≥≪≫")
_ENDINGS = frozenset(",;:.!?)]}|'\"=>*→")  # behind digits they open no unit, no range and no spread
_DURATION_ENDINGS = frozenset("hrsnmtcyờ")
_LONGEST = 40  # digits of a number; longer ones are hashes or keys


class Mention(NamedTuple):
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
    if text[:1] in _LETTERS or len(text) > 4 * _LONGEST:
        return None, ""
    return _quantity(text)


@lru_cache(maxsize=8192)
def _quantity(text: str) -> tuple[float | None, str]:
    bare = text.replace("`", "").strip()
    if not bare or (bare[0] not in _OPENINGS and not bare[0].isdecimal()):
        return None, ""
    if is_plain_number(bare):
        return float(bare), ""
    if power := _POWER.fullmatch(bare):
        return float(int(power[1]) ** int(power[2])) if len(power[2]) < 3 else None, ""
    if bare[-1] in _DURATION_ENDINGS and (seconds := _duration(bare)) is not None:
        return seconds, "s"
    first = next(mentions(bare), None)
    if first is None or first.start > 0 or bare[first.end : first.end + 4].lstrip().startswith(("→", "->", "^", "**")):
        return None, ""
    return first.number, first.unit


def is_plain_number(text: str) -> bool:
    """Say whether `text` is nothing but digits with a sign and a decimal point."""
    return _PLAIN.fullmatch(text) is not None


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
    opening = max(done, start - 5)
    if _ABOUT_SIGNS.isdisjoint(text[opening:start]):
        return start
    about = _ABOUT.search(text, opening, start)
    return about.start() if about else start


def _joined(before: str) -> bool:
    """Whether a number behind `before` is part of a name, a path or a version."""
    return (before.isalnum() and before.isascii()) or before in "_./:#@§^\\$-–'\""


def _mention(text: str, start: int, match: re.Match[str]) -> Mention | None:
    """The number whose digits are `match`, with the unit or the range that follows; None for a part of something."""
    end = match.end()
    if end == len(text) or text[end] in _ENDINGS:
        return (
            None if _goes_on(text, end) else Mention(start, end, _shown(text, start, end), _number(text, start, match), "")
        )
    tail = _TAIL.match(text, end)
    if tail is None:
        return None
    end, unit = tail.end("rest"), tail["unit"]
    if unit and unit[-1].isdigit() and (glued := _GLUED_DURATION.match(text, match.start())):
        return Mention(start, glued.end(), _shown(text, start, glued.end()), _duration(glued[0]), "s")
    if unit:
        known = _unit(text, tail, unit)
        if known is None:
            return None
        unit, end = known if known[0] else ("", end)
        if unit.lower() in _HOURS_OR_MINUTES and (rest := _REST_OF_DURATION.match(text, end)):
            end = rest.end()
            return Mention(start, end, _shown(text, start, end), _duration(text[start:end]), "s")
    if spread := _SPREAD.match(text, end):
        end = spread.end()
    if _goes_on(text, end):
        return None
    scale = _SUFFIXES.get(tail["suffix"] or tail["suffix2"] or "", 1.0)
    number = _of_range(_number(text, start, match, scale), tail["second"])
    return Mention(start, end, _shown(text, start, end), number, unit or "")


def _shown(text: str, start: int, end: int) -> str:
    return text[start:end].replace("`", "").strip()


def _unit(text: str, tail: re.Match[str], word: str) -> tuple[str, int] | None:
    """The unit that `word` is and where it ends; an empty one for another word, None where it is glued to the number."""
    lowered = word.lower()
    if lowered in UNITS and not _multiplies(text, tail):
        return word, tail.end()
    if lowered in _PRECISIONS and (behind := _PRECISION.match(text, tail.end())) and behind[1].lower() in UNITS:
        return behind[1], behind.end()
    glued = not tail["gap"] and (word[0].isascii() or word == "×") and text[tail.start("unit") - 1] != "`"
    return None if glued else ("", 0)


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
    if (after[0].isalnum() and after[0].isascii()) or after[0] == "_" or after in ("**", "'s", "’s"):
        return True
    return len(after) == 2 and after[0] in ".:/-–+" and (after[1].isdigit() or (after[0] in "-/" and after[1].isalpha()))


def _number(text: str, start: int, match: re.Match[str], scale: float = 1.0) -> float:
    digits = match[0]
    if "," in digits:
        decimal_comma = len(digits.rpartition(",")[2]) < 3
        digits = digits.replace(",", "." if decimal_comma else "")
    value = float(digits.replace("−", "-")) * scale
    first = match.start()
    if start == first:
        return value
    signs = text[start:first]
    if "−" in signs or "-" in signs:
        value = -value
    return float("0." + match[0]) if signs[-1] == "." and match[0].isdigit() else value


def _of_range(value: float, second: str | None) -> float | None:
    """The number that a second one makes of the first: a fraction has a value (`3 of 4`), a range has none."""
    if not second:
        return value
    if second[0] == "/" or second.lstrip().startswith("of"):
        whole = float(second.lstrip(" /of").replace(",", "").replace("−", "-"))
        return value / whole if whole else None
    return None
