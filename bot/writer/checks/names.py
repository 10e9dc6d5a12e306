"""Names in a model's words: each stands in the reports behind the statement, or it is no name but plain English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pkgutil import get_data

from bot.synthesize.wording.comparing import stem
from bot.synthesize.wording.word_lists import EMPTY_WORDS, GENRE_WORDS, SECTION_WORDS
from bot.verify.written_numbers import written_numbers
from bot.writer.checks.claim import Claim, stands

_CHUNK = re.compile(r"\S+")
_EDGES = "\"'“”‘’()[]{}<>*,;:!?…—–.|~≈=+"
_WORD = re.compile(r"[A-Za-z]+")
_PATH = re.compile(r"[\w.~-]*[/\\][\w./\\~-]+|\w+(?:\.\w+)+|\w*_\w*|\w+(?:::|->)\w+")
_SETTING = re.compile(r"(?P<name>[A-Za-z][\w.-]*) ?[=:] ?(?P<value>[-+]?[\d.][\w.+-]*)")
_SENTENCE_END = re.compile(r"(?:^|[.!?:]\s+)[\"'“(*]*$")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]|[A-Z]{2}")
_BRITISH = re.compile(r"(?<=i)s(?=(?:e|es|ed|ing|er|ers|ation|ations)$)")
_SHORT_ING = re.compile(r"(\w{3})ing")
_LETTERS = re.compile(r"[^\W\d_]+")
_ACRONYMS = frozenset(
    "GPU GPUS CPU CPUS RAM VRAM OOM API CLI JSON YAML CSV ID IDS OK FLOPS TPS IO LLM LLMS ML AI US".split()
)
"""Short forms that name no product."""

_NAMES_TOO = frozenset(
    stem(word)
    for word in (
        "adam alpaca amber ampere ape apex arctic aria aurora bard bloom bolt cascade chameleon chronos claude copilot"
        " coral crystal dolly dolphin dragon eagle ember falcon flamingo fuyu galaxy gemini gemma"
        " granite grace grok hermes hopper horizon horovod ibis intel jais jamba jet lance lion llama magic mamba maverick"
        " mercury meta mosaic nemo nebula nova oasis olmo opus orca palm phoenix pascal persimmon phi prodigy raven ray"
        " scout sonnet sophia snowflake starling titan turing vega viper vista volta wizard yeti zephyr"
    ).split()
)
"""Words of English that are names of models, libraries or hardware as well: they have to stand in the evidence."""


@cache
def plain_words() -> frozenset[str]:
    """Return the stems of the words that anybody may use: plain English, and terms of the field that name no product."""
    # `importlib.resources` would do as well, and take as long to import as ten of our modules.
    texts = [(get_data("bot", f"writer/words/{name}.txt") or b"").decode() for name in ("plain_english", "field_terms")]
    lines = (line for text in texts for line in text.splitlines() if not line.startswith("#"))
    words = {stem(word) for line in lines for word in line.split()}
    listed = {stem(word) for word in EMPTY_WORDS | GENRE_WORDS | SECTION_WORDS}
    return frozenset((words | listed) - _NAMES_TOO)


def unknown_names(claim: Claim) -> Iterator[str]:
    """Yield a complaint for each name that stands in no report behind the statement."""
    reports = claim.reports
    for span in claim.code:
        if not stands(span, reports) and not _is_setting(span, reports):
            yield f"`{span[:60]}` stands in no report behind the facts that you name"
    prose = claim.prose
    for match in _CHUNK.finditer(prose):
        chunk = match[0].strip(_EDGES).removesuffix("'s").removesuffix("’s")
        opens = bool(_SENTENCE_END.search(prose[: match.start()]))
        for name in _names(chunk, opens, reports):
            yield f'"{name[:60]}" is neither plain English nor in a report behind the facts that you name'


def _names(chunk: str, opens: bool, reports: str) -> Iterator[str]:
    """The parts of a chunk that are names which the reports do not hold."""
    if not chunk or _is_number(chunk) or stands(chunk, reports):
        return
    if _PATH.fullmatch(chunk) and not _is_choice(chunk):
        yield chunk
        return
    for place, part in enumerate(re.split(r"[-‐‑–—/+&,;:=]|\.(?=\D)", chunk)):
        if part and not _is_known(part, opens and place == 0, reports):
            yield part


def _is_setting(span: str, reports: str) -> bool:
    """Whether a span gives a known option a number (`lr=0.0001`): the check of numbers says whether it is the right one."""
    found = _SETTING.fullmatch(span)
    return found is not None and _is_number(found["value"]) and stands(found["name"], reports)


def _is_choice(chunk: str) -> bool:
    """Whether words that share a stroke are two of which one is meant (`speed/memory`)."""
    return bool(re.fullmatch(r"[A-Za-z]+(?:/[A-Za-z]+)+", chunk))


def _is_known(part: str, opens: bool, reports: str) -> bool:
    letters = "".join(_LETTERS.findall(part))
    if not letters or _is_number(part):
        return True
    if any(sign.isdigit() for sign in part) or not letters.isascii():
        return stands(part, reports)
    low = letters.lower()
    if _INNER_CAPITAL.search(letters):
        return letters.upper() in _ACRONYMS or stands(letters, reports)
    stems = _forms(low)
    if stems & _stems(reports):
        return True
    is_plain = bool(stems & plain_words())
    return is_plain and (opens or not letters[0].isupper())


def _forms(word: str) -> frozenset[str]:
    """The stems that a word may have: `increases` is of `increase`, `fusing` of `fuse`, `optimise` is `optimize`."""
    spelled = {word, _BRITISH.sub("z", word)}
    bare = {stem(each) for each in spelled} | {found[1] for each in spelled if (found := _SHORT_ING.fullmatch(each))}
    return frozenset(bare | {f"{each}e" for each in bare})


def _is_number(part: str) -> bool:
    """Whether a part is a number with its unit (`1222MiB`, `2x`), which the check of numbers looks at."""
    number = next(iter(written_numbers(part.lstrip("+-−"))), None)
    return number is not None and number.start == 0 and len(number.text) == len(part.lstrip("+-−"))


@lru_cache(maxsize=256)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.lower()) for word in _WORD.findall(text))
