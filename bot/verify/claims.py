"""Which numbers of a skill are claims: not dates, ordinals, versions, paths, identifiers or small counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.measurement_units import UNITS
from bot.reading.calendar_dates import find_dates
from bot.verify.passages import Form
from bot.verify.written_numbers import WrittenNumber, written_numbers

_ORDINAL_OF_ITEM = re.compile(r"[ \t>]*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)?\d{1,9}[.)](?=\s)")
_ORDINAL_OF_HEADING = re.compile(r" {0,3}#{1,6}\s+(?:[^\W\d]+\s+)?\d+(?:\.\d+)*(?!\d|-\d\d-\d\d)(?=\s*[.:)–—-]|\s+[A-Z])")
_NO_CLAIMS = (
    r"\]\([^()\s]*\)",  # a link's target
    r"\[[^\[\]]*\bL\d+(?:[-–]L?\d+)?\]",  # a citation
    r"[a-z]{2,9}://\S+",
    r"\bL\d+(?:[-–]L?\d+)?\b",
    r"\b[Ll]ines? \d+(?: ?[-–] ?\d+)?",
    r"(?<![\w#])#\d+",  # an issue
    r"(?<![\w.<>{}*$-])(?:\.{0,2}/|~/|[A-Za-z_<{*$][\w.<>{}*$-]*+/)[\w./<>{}*$~=+-]*+",  # a path
    r"(?<![\w-])(?=[\d-]*+[A-Za-z_])[\w-]++\.[a-z]{2,5}\b",  # a file, a module
    r"(?<![\w-])[\w-]++\.(?:md|csv|tsv|json|jsonl|yaml|yml|py|sh|html|ipynb|log|txt)\b",
    r"\bv?\d+\.\d+\.\d[\w.+-]*",  # a version
    r"\b[vV]\d+(?:\.\d+)*\b",
    r"[<>=~!]=\s?\d+(?:\.\d+)+",
    r"\b(?=\d*+[a-f])(?=[a-f]*+\d)[0-9a-f]{7,40}\b",  # a commit
    r"\b\d{1,2}:\d{2}(?::\d{2})?\b",  # a time of day
    r"\b\d+(?:\.\d+)?\^[({]?[-+]?\d+",
    r"(?<![\d.])20[12]\d(?:-[01]\d)?(?![\w.,-]|\s?(?:[%x]|[a-zµ]{1,3}(?:/s)?\b))",  # a year, a month
    r"\b(?:19|20)\d\d[-_][01]\d[-_][0-3]\d",
)
_NAMES = (
    "python|pytorch|torch|cuda|cudnn|rocm|nccl|triton|vllm|transformers|trl|peft|unsloth|numpy|jax|flax|tensorflow|keras"
    "|deepspeed|megatron|flash-?attn|flash-?attention|xformers|ray|wandb|driver|ubuntu|debian|linux|gcc|node|java|rust"
    "|rtx|gtx|quadro|titan|tesla|xeon|epyc|ryzen|core|gaudi|tpu|radeon|instinct|sm|compute capability|python version"
    "|llama|qwen|gemma|mistral|mixtral|phi|gpt|claude|gemini|deepseek|whisper|bert|yi|falcon|mpt|olmo|smollm|stage|zero"
    "|table|figure|fig\\.?|section|appendix|chapter|phase|part|issue|pr|ticket|exp|experiment|trial|module|lesson"
)
_NAMED = re.compile(rf"\b(?:{_NAMES})(?:\s+version)?[\s=<>~]{{1,3}}\d+(?:\.\d+)*(?:\s+\d+(?:\.\d+)?[BM]\b)?", re.I)
_STEP = re.compile(r"\b(?:Steps?|Rule|Option)\s+\d{1,2}\b(?:\s*(?:[-–,/+]|and|or)\s*\d{1,2}\b)*")
_SPAN = re.compile(r"`+([^`]*)`+")
_BARE_VALUE = re.compile(r"[~≈<>=≤≥+\-−±\s(\[]*[\d.]")
_SETTING = re.compile(r"""(?:[\w"'\]]\s?[:=]\s?|(?<![\w.-])--[\w.-]++[ =])["'\[(]{0,2}[-+]?(?=[\d.])""")
_AFTER_VALUE = re.compile(r"""\s*(?:[,;)\]}"'#\\]|--|$|\s)""")
_SMALL = 10
_NOT_MEASURED = frozenset({"b", "m", "w", "j", "d"})
_ORDINAL = frozenset({"st", "nd", "rd", "th", "d"})


def claims(line: str, form: Form) -> tuple[WrittenNumber, ...]:
    """Return the numbers that a line of a skill states. In code these are the values of settings alone."""
    if not any(map(str.isdigit, line)):
        return ()
    if form is Form.CODE:
        text = _code_values(line.partition(" #")[0])
    else:
        text = _without_names(_SPAN.sub(_span, _without_ordinal(line, form)))
    return tuple(number for number in written_numbers(text) if _is_claim(number, line))


def _without_ordinal(line: str, form: Form) -> str:
    ordinal = _ORDINAL_OF_HEADING if form is Form.HEADING else _ORDINAL_OF_ITEM
    return ordinal.sub(lambda found: " " * len(found[0]), line, count=1) if ordinal.match(line) else line


def _without_names(line: str) -> str:
    """The line with blanks for what holds digits and states nothing, so that all places stay as they are."""
    for found in find_dates(line):
        line = _blank(line, found.start, found.end)
    for pattern in (*_NO_CLAIMS, _NAMED, _STEP):
        line = re.sub(pattern, lambda found: " " * len(found[0]), line)
    return line


def _blank(line: str, start: int, end: int) -> str:
    return line[:start] + " " * (end - start) + line[end:]


def _span(found: re.Match[str]) -> str:
    """A code span: kept where it is a value, cut to the values of its settings else."""
    code = found[1]
    kept = code if _BARE_VALUE.match(code) else _code_values(code)
    before, _, after = found[0].partition(code)
    return " " * len(before) + kept + " " * len(after) if code else " " * len(found[0])


def _code_values(code: str) -> str:
    """The code with blanks for all but the numbers that are values: `lr=2e-4`, `rank: 16`, `--steps 100`."""
    kept = [" "] * len(code)
    for setting in _SETTING.finditer(code):
        number = next(iter(written_numbers(_first_word(code, setting.end()))), None)
        end = setting.end() + (number.end + (len(number.unit) if number.glued else 0) if number else 0)
        if number and number.start == 0 and _AFTER_VALUE.match(code, end):
            kept[setting.end() : end] = code[setting.end() : end]
    return "".join(kept)


def _first_word(code: str, start: int) -> str:
    return re.split(r"[\s,;)\]}\"']", code[start : start + 40], maxsplit=1)[0]


def _is_claim(number: WrittenNumber, line: str) -> bool:
    if number.glued and number.unit in _ORDINAL | {"D"}:
        return False
    is_small = number.value < _SMALL and number.value == int(number.value) and "." not in number.text
    return not is_small or _has_unit(number, line)


def _has_unit(number: WrittenNumber, line: str) -> bool:
    """Say whether a small whole number is measured: `4 GB`, `2x faster`, not `4x MI210`, `7B` or `3 runs`."""
    unit = number.unit.lower().rstrip("/")
    if unit in _NOT_MEASURED or unit not in UNITS:
        return False
    if unit in ("x", "×"):
        rest = line[number.end :].lstrip(" x×")
        return not (rest[:1].isupper() or rest[:1].isdigit())
    return True


def lines_of_claims(form: Form, lines: tuple[tuple[int, str], ...]) -> Iterator[tuple[int, WrittenNumber]]:
    """Yield the claims of some lines, each with its line."""
    for number, line in lines:
        yield from ((number, claim) for claim in claims(line, form))
