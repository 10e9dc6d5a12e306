"""Facts as statements: whole sentences that make sense without the report, each with the lines that it rests on."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.extract import marks
from bot.model.draft import Source, Statement
from bot.model.report import Lines
from bot.synthesize.evidence.context import context, is_of_the_text, is_specific, is_title
from bot.synthesize.evidence.units import Unit
from bot.synthesize.wording.comparing import terms
from bot.synthesize.wording.openings import without_opening
from bot.synthesize.wording.phrases import opens_with_instruction
from bot.synthesize.wording.word_lists import LEANING_WORDS

_LONGEST = 320
_LONGEST_ROLE = 4
_LONGEST_KEY = 60
_SHORT_IN_ROW = 9
_FEWEST_WORDS = 6
_WITHOUT_MARKS = str.maketrans("", "", marks.ALL.replace(" ", ""))  # signs that decorate; what they tell is a fact's kind
_LIST_MARK = re.compile(r"^(?:[-*+•]\s+|\d+[.)]\s+|\[[ xX]\]\s*)+")
_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*\)")
_JOINING = re.compile(
    r"^(?:(?:and|but|or|so|also|then)\s+"
    r"|(?:however|therefore|thus|hence|additionally|moreover|furthermore|in addition|finally|overall|consequently),\s+"
    r"|(?:this|that|it) (?:means|implies|suggests|indicates|shows|confirms|validates|demonstrates|proves) (?:that )?"
    r"(?=\S+ \S+ \S+))",
    re.I,
)
_OPENED_BY_TEXT = re.compile(
    r"^this (?:report|diagnosis|document|note|page|write-?up|summary|entry|section)\s+\w+\s+(?:the |an? )?"
    r"([^.;:,]{5,80}?)\s+(?:where|in which)\s+(?=\S+ \S+ \S+)",
    re.I,
)
_EXPLETIVE = re.compile(
    r"^it (?:is|was|seems|appears) (?:\w+ly |not )?(?:difficult|hard|possible|impossible|likely|unlikely|unclear|clear"
    r"|important|worth|necessary|safe|better|best|enough|easy)\b",
    re.I,
)
_POINTING = re.compile(
    r"^(?:it|its|they|them|this|that|these|those|he|she|such|here|there|the latter|the former|which)\b", re.I
)
_SWITCHED = re.compile(r", (?:[\w-]+ ){1,2}on\W*$")  # the last of a list of settings: `lr 2e-4, checkpointing on`
_PLACEHOLDER = re.compile(r"\{[A-Za-z][^{}\n]{0,60}\}|\bTODO\b|\bTBD\b|\bFIXME\b|\blorem ipsum\b")
_CODE = re.compile(r"`[^`]*`")
_PLACEHOLDERS_HOLD = ("{", "TODO", "TBD", "FIXME", "lorem ipsum")


@lru_cache(maxsize=16384)
def tidy(text: str) -> str:
    """Return `text` on one line, without list marks, link targets and what tied it to its neighbours.

    What a sentence about the text itself tells of the matter is kept: `This note follows the run where A stalled`.
    """
    plain = text if text.isascii() else text.translate(_WITHOUT_MARKS)
    line = without_opening(_LIST_MARK, " ".join(plain.split()))
    line = (_LINK.sub(r"\1", line) if "](" in line else line).rstrip(" ,;:：，；").strip()
    return without_opening(_JOINING, without_opening(_OPENED_BY_TEXT, line, r"\1: "))


@lru_cache(maxsize=16384)
def is_whole(text: str) -> bool:
    """Say whether a tidied text is fit to stand alone: not cut off, markup closed, no placeholder, not about the text."""
    bare = _CODE.sub("x", text) if "`" in text else text
    if (
        "`" in bare
        or bare.count("**") % 2
        or (any(mark in bare for mark in _PLACEHOLDERS_HOLD) and _PLACEHOLDER.search(bare))
        or bare.startswith(("...", "…"))
        or bare.endswith(("...", "…"))
        or is_of_the_text(bare)
    ):
        return False
    if not _closes_brackets(bare) or (_dangles(bare) and not _SWITCHED.search(bare)):
        return False
    return len(bare.split()) >= 3 or sum(map(_is_dense, bare)) >= 6


def _closes_brackets(text: str) -> bool:
    count = text.count
    return count("(") == count(")") and count("[") == count("]") and count("（") == count("）")


def _dangles(text: str) -> bool:
    """Whether a text breaks off at a word that needs another one behind it."""
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] == "_"):
        end -= 1
    start = end
    while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    return text[start:end].lower() in LEANING_WORDS


def _is_dense(letter: str) -> bool:
    """Whether a letter is of a script that puts no spaces between words."""
    return "\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af"


def shorten(text: str, longest: int = _LONGEST) -> str:
    """Return the first sentences of `text` that fit into `longest` characters, empty where not even one does."""
    if len(text) <= longest:
        return text
    kept = ""
    for sentence in _sentence_end().split(text):
        joined = f"{kept} {sentence}".strip()
        if len(joined) > longest:
            break
        kept = joined
    return kept


@cache
def _sentence_end() -> re.Pattern[str]:
    # Few texts are that long, and ranges of thousands of letters take milliseconds to compile.
    return re.compile(r"(?<=[.!?。！？])\s+(?=[A-Z`\"'(\u3040-\u9fff\uac00-\ud7af])|(?<=[。！？])")


def finish(text: str) -> str:
    """Return a statement with a capital letter at its start and a full stop at its end, where it is a sentence."""
    text = capital(text)
    ends_open = text[-1:].isalnum() or text[-1:] in ("`", ")", "%", '"', "'", "*")
    return f"{text}." if ends_open and len(text.split()) >= 4 and not _is_dense(text[-1:]) else text


def capital(text: str) -> str:
    """Return `text` with a capital letter at its start, where it starts with a plain word."""
    first = text.split(None, 1)[0] if text.strip() else ""
    return text[0].upper() + text[1:] if first.replace("-", "").isalpha() and first.islower() else text


def statement(unit: Unit, text: str, lines: Lines, subject: str = "") -> Statement | None:
    """Return `text` from these lines as a statement, None where it cannot stand alone.

    A fragment, or a sentence that points elsewhere ("It helped"), is led by its subject: the nearest label above it, else
    `subject`.
    """
    body, places = with_items(unit, text, lines)
    body = shorten(without_role(body))
    if not is_whole(body):
        return None
    sources = [unit.source(place) for place in places]
    key = _row_key(unit, lines) if len(body.split()) < _SHORT_IN_ROW else ""
    if key and terms(body).keys() <= terms(key).keys():
        body = key  # a cell that names the row says no more than the row's name
    elif needs_context(body) or key:
        lead, place = (key, None) if key else _lead(unit, lines, subject)
        if not lead and _points(body):
            return None
        if lead and not _names(body, lead):
            body = f"{lead}: {uncapital(body)}"
            sources += [place] if place and place not in sources else []
    return Statement(finish(body), tuple(sources))


def with_items(unit: Unit, text: str, lines: Lines) -> tuple[str, tuple[Lines, ...]]:
    """Return a text that ends in a colon with the items below it (`Needs: a; b`), and the lines of all of it.

    Where they are too long together, as many of the first ones as fit, at least two.
    """
    body = tidy(text)
    items = unit.below(lines) if text.rstrip().endswith((":", "：")) else ()
    told, places = body, [lines]
    for item in items:
        part, below = with_items(unit, item.text.rstrip(" ."), item.lines)
        joined = f"{told}; {part}" if told != body else f"{body}: {part}"
        if len(joined) > _LONGEST:
            break
        told, places = joined, [*places, *below]
    complete = len(places) > 2 or len(items) == 1
    return (told, tuple(places)) if complete else (body, (lines,))


def without_role(body: str) -> str:
    """Return a text without the label that only says what role it plays (`Decision: keep A` reads `keep A`)."""
    label, colon, rest = body.partition(": ")
    return rest if colon and len(label.split()) <= _LONGEST_ROLE and "`" not in label and not is_specific(label) else body


def needs_context(body: str) -> bool:
    """Say whether a text leans on what stands above it: it points, starts in the middle, or is very short.

    An instruction (`keep A unless B`) is whole whatever letter it starts with.
    """
    first = body.split(None, 1)[0]
    starts_low = first.isalpha() and first.islower() and not opens_with_instruction(body)
    short = len(body.split()) < _FEWEST_WORDS and sum(map(_is_dense, body)) < 2 * _FEWEST_WORDS
    return _points(body) or starts_low or short


def _row_key(unit: Unit, lines: Lines) -> str:
    """What tells the table row on this line from the others; empty elsewhere."""
    key = unit.row_keys.get(lines[0], "") if lines[0] == lines[1] else ""
    return key if len(key) <= _LONGEST_KEY and is_specific(key) else ""


def _points(body: str) -> bool:
    """Say whether a text opens with a word for something that was named before it."""
    return bool(_POINTING.match(body)) and not _EXPLETIVE.match(body)


def _lead(unit: Unit, lines: Lines, subject: str) -> tuple[str, Source | None]:
    """What a text is about: the nearest label, else the fact's subject; the title does not say what `it` is."""
    label = context(unit, lines)
    if label:
        return label.text, unit.source(label.lines)
    if subject and len(subject.split()) <= 10 and not is_title(unit, subject):
        return subject, None
    return "", None


def _names(body: str, lead: str) -> bool:
    """Say whether the text already names its subject."""
    wanted = terms(lead).keys()
    return bool(wanted) and len(wanted & terms(body).keys()) * 2 > len(wanted)


def uncapital(body: str) -> str:
    """Return `body` without the capital letter at its start, where it starts with a plain word."""
    first = body.split(None, 1)[0]
    return body[0].lower() + body[1:] if first.isalpha() and first.istitle() and first not in ("I",) else body
