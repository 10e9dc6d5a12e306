"""What a fact is about beyond its own words: the nearest heading or list item above it that names a subject."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.extract import marks
from bot.extract.context import SectionRole
from bot.extract.section_roles import is_horizon, text_role
from bot.model.report import Lines
from bot.reading.text import PICTURES
from bot.synthesize.evidence.units import Label, Unit
from bot.synthesize.wording.comparing import stem, terms
from bot.synthesize.wording.numbers import numbers
from bot.synthesize.wording.openings import without_opening
from bot.synthesize.wording.word_lists import GENRE_WORDS, SECTION_WORDS

_NUMBERING = re.compile(
    r"^(?:\d+(?:\.\d+)*[.)]?\s+(?!(?:gpu|node|card|worker|rank|device|head|layer|expert|shard|thread|warp|step|epoch)s?\b)"
    r"|\d+(?:\.\d+)*[.)]\s+|[§#]+\s*)",
    re.I,
)
_ARROWS_AND_BOXES = "\u2190-\u21ff\u2300-\u25ff"
_ORNAMENT = re.compile(f"^[{_ARROWS_AND_BOXES}{PICTURES}\ufe0f\u200d]+ ")
_ORNAMENTS_BEHIND = re.compile(f"(?:\\s+[{PICTURES}\ufe0f\u200d]+)+$")
_COUNTER = re.compile(
    r"^(?:(?:run|exp|experiment|test|trial|phase|stage|attempt|task|part|case|config)\s*#?\d+\s*[:\-–—.)]|experiment:)\s*(?=\S)",
    re.I,
)
_VERDICT = re.compile(f"(?<=\\w)\\s+[{marks.GOOD}{marks.BAD}].*", re.S)  # `wide tiles ✅ COMPLETED`
_OF_THE_TEXT = re.compile(
    r"^(?:(?:this|the present) (?:report|diagnosis|document|note|page|write-?up|summary|entry|section|memo|log|file)|it)\s+"
    r"(?:also |only |briefly )?(?:captures?|follows?|describes?|documents?|covers?|records?|summari[sz]es?|presents?"
    r"|collects?|contains?|includes?|lists?|tracks?|extends?|accompanies|supersedes|replaces)\b",
    re.I,
)
_OF_CHANGES = re.compile(
    r"^(?:key |main )?(?:code |runtime |config(?:uration)? |implementation )*(?:changes?|edits?|choices|decisions)\b",
    re.I,
)
_INTERPRETS = re.compile(
    r"^(?:interpretation|analysis|discussion|summary|results?|findings?|reading) (?:of|for) (?:the )?", re.I
)
_STATUS = re.compile(r"[^:]*\bstatus:", re.I)
_SORTED = re.compile(
    r"top\b.*\bby\b|.*\branking$|(?:aggregated?|averaged?s?|grouped|sorted|ranked|ranking|broken down|breakdown)\b.*\bby\b",
    re.I,
)
_UNFINISHED = re.compile(r".*\s(?:is|are|was|were)$", re.I | re.S)
_LONGEST_LABEL = 90
_LONGEST_ROLE = 8  # letters of Chinese or Korean that name the role of a section
_GENERIC = frozenset(stem(word) for word in SECTION_WORDS | GENRE_WORDS)


@lru_cache(maxsize=8192)
def is_specific(label: str) -> bool:
    """Say whether a heading or label names a subject: `Smaller packing buffer` does, `What failed` does not."""
    if not label.isascii() and len(label) <= _LONGEST_ROLE and text_role(label) is not SectionRole.OTHER:
        return False
    return any(term not in _GENERIC for term in terms(label))


@lru_cache(maxsize=8192)
def is_of_the_text(text: str) -> bool:
    """Say whether a sentence tells what the document is (`This report captures ...`) rather than what was found."""
    return bool(_OF_THE_TEXT.match(text))


@lru_cache(maxsize=8192)
def clean_label(text: str) -> str:
    """Return a heading or list item as a label: one line, without picture, number, `Run 1:`, verdict and closing colon."""
    label = _ORNAMENT.sub("", " ".join(text.split())).rstrip(" :：.,;")
    label = label if label.isascii() else _ORNAMENTS_BEHIND.sub("", _VERDICT.sub("", label, count=1))
    label = without_opening(_COUNTER, _ORNAMENT.sub("", without_opening(_NUMBERING, label)))
    bare = without_opening(_INTERPRETS, label)
    return bare[:1].upper() + bare[1:] if bare != label and is_specific(bare) else label


def context(unit: Unit, lines: Lines) -> Label | None:
    """Return the nearest label above these lines that names a subject and is short, None where there is none.

    The title of the report is none: it stands above everything.
    """
    return next(iter(labels(unit, lines)), None)


@lru_cache(maxsize=65536)
def labels(unit: Unit, lines: Lines) -> tuple[Label, ...]:
    """Return every short label above these lines that names a subject, the nearest first, without the report's title."""
    found = []
    for label in reversed(unit.labels_of(lines)):
        text = clean_label(label.text)
        forms = (_OF_CHANGES, _STATUS, _SORTED, _UNFINISHED)
        announces = is_of_the_text(text) or is_horizon(text) or any(form.match(text) for form in forms)
        named = is_specific(text) and not announces and not (label.is_heading and is_title(unit, text))
        if len(text) <= _LONGEST_LABEL and named:
            found.append(Label(text, label.lines, label.is_heading))
    return tuple(found)


@lru_cache(maxsize=8192)
def is_title(unit: Unit, text: str) -> bool:
    """Say whether a label is the title of the report, in whatever words it says `report`."""
    title = f"{unit.title} {unit.facts.title}"
    said = terms(text).keys() - _GENERIC
    return bool(said) and said == terms(title).keys() - _GENERIC and set(numbers(text)) <= set(numbers(title))
