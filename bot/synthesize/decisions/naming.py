"""Names of new skills: by the domain's convention and the team's habit, valid, and never one that exists."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from bot.extract.verdicts import verdict_of
from bot.model.domain import Domain
from bot.model.fact import Kind
from bot.model.report import Heading
from bot.model.repository import Repository
from bot.synthesize.evidence.units import Unit
from bot.synthesize.habits import team_prefix
from bot.synthesize.problems.solved import problems
from bot.synthesize.wording.comparing import Rarity, stem, terms
from bot.synthesize.wording.spelling import spellings
from bot.synthesize.wording.word_lists import EMPTY_WORDS, GENRE_WORDS, REPORTING_VERBS, SECTION_WORDS

_LONGEST_NAME = 64
_MOST_WORDS = 4
_ENOUGH_WORDS = 3
_FEWEST_WORDS = 2
_SHORTEST_WORD = 2
_KNOWN_WEIGHT, _FOUND_WEIGHT = 3.0, 1.5
_SIZE = re.compile(r"\d+(?:\.\d+)?[bm]$", re.I)
_SIZE_WORDS = frozenset(("tiny", "mini", "small", "smaller", "base", "medium", "large", "larger", "xl", "instruct"))
_BRACKETS = re.compile(r"\([^()]*\)")
_ARM = re.compile(r"[A-Za-z]\d")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*|\d+[A-Za-z]+[A-Za-z0-9]*")
_COMPOUND = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z][A-Za-z0-9]*)*|\d+[A-Za-z]+[A-Za-z0-9]*")
_VERSIONED = re.compile(r"\b([A-Z][A-Za-z]+)-(\d+)\b(?![.-])")  # `Llama-3` is one name, `Run-3` is none
_CODE_OR_PATH = re.compile(r"`[^`]*[/=()*{}<>][^`]*`|\b\w+_\w+\b|\S*/\S*|\bhttps?\S+")
_COUNTED = re.compile(
    r"\b(?:epoch|step|iteration|round|phase|stage|week|day|challenge|task|lab|exercise|assignment|part|chapter)s?\s+\d[\d.,–-]*",
    re.I,
)  # its number is dropped, too
_HASH = re.compile(r"(?=.*\d)(?=.*[a-z])[a-z0-9]{7,}$|(?:exp|run|trial|test|iter)\d+$")  # `exp021` counts reports
_LESSONS = (Kind.FINDING, Kind.PRACTICE, Kind.FAILURE, Kind.ERROR)
_TOOLS = frozenset("profiler profiling nsight ncu nsys tensorboard wandb jupyter slurm".split())  # no tool is a subject
_NO_SUBJECT = frozenset(stem(word) for word in GENRE_WORDS | SECTION_WORDS | REPORTING_VERBS | _TOOLS)


def skill_words(units: Sequence[Unit], rarity: Rarity, repository: Repository) -> tuple[str, ...]:
    """Return the words that name the subject of `units`, in the order of the leading title, as they are spelled there.

    Of a title that is a sentence the most telling words are taken, compounds (`queue-depth`) as one; where they say no more
    than the title of an existing skill, one more.
    """
    lead = max(units, key=lambda unit: (bool(unit.of(*_LESSONS)), len(unit.facts.facts)))
    prefix = stem(team_prefix(repository))
    text = " ".join(unit.text() for unit in units)
    told = (token for token in _subject_tokens(_told(lead), repository.domain) if stem(token) != prefix)
    tokens = _without_size(_without_arms([_plain(token, text) for token in told]), repository.domain)
    if len(tokens) > _MOST_WORDS:
        low, found = text.lower(), _found(lead)

        def weight(token: str) -> float:
            known = _KNOWN_WEIGHT if _is_known(token, repository.domain) else 1.0
            return known * _telling(token, low, rarity) * (_FOUND_WEIGHT if stem(token) in found else 1.0)

        ranked = sorted(tokens, key=lambda token: -weight(token))
        count = next((size for size in (3, 4) if not _is_taken(ranked[:size], repository)), _MOST_WORDS)
        tokens = [token for token in tokens if token in ranked[:count]]
    tokens = tokens or _from_path(lead)[:_MOST_WORDS]
    if len("-".join(tokens).split("-")) < _FEWEST_WORDS and len(units) == 1:
        named = [] if tokens else _of_one_heading(lead) or _from_findings(lead, repository.domain)
        more = (*named, *_from_headings(lead, [*tokens, *named], rarity))
        tokens += more[: _FEWEST_WORDS - len(tokens)]
    if len(tokens) == 1 and "-" not in tokens[0]:
        others = (
            token
            for unit in units
            for token in _subject_tokens(_told(unit), repository.domain)
            if stem(token) not in (prefix, stem(tokens[0]))
        )
        tokens += [_plain(token, text) for token in others][:1]
    if len(tokens) > 1 and [token for token in tokens if _is_known(token, repository.domain)] == tokens[-1:]:
        tokens = [tokens[-1], *tokens[:-1]]
    return tuple(_parts(tokens, repository.domain)) or tuple(repository.domain.title.lower().split())


def _subject_tokens(title: str, domain: Domain) -> list[str]:
    """The words of a title that may name the skill; where enough of them stand before a colon, only those.

    A setting of which a word alone says nothing (`learning rate`) is one word.
    """
    joined = _joined_settings(domain.vocabulary.parameters)
    for phrase in joined:
        title = re.sub(rf"\b{re.escape(phrase)}s?\b", lambda match: match[0].replace(" ", "-"), title, flags=re.I)
    head, colon, _ = title.partition(": ")
    tokens = title_tokens(head, joined) if colon else []
    return tokens if len(tokens) >= _ENOUGH_WORDS else title_tokens(title, joined)


def _parts(tokens: Iterable[str], domain: Domain) -> Iterator[str]:
    """The words, with those settings in two words again that were joined to keep them together."""
    joined = _joined_settings(domain.vocabulary.parameters)
    for token in tokens:
        yield from token.split("-") if token.lower().replace("-", " ") in joined else [token]


@lru_cache(maxsize=16)
def _joined_settings(parameters: tuple[str, ...]) -> tuple[str, ...]:
    """The settings of two or more words of which one is no subject by itself."""
    spoken = (phrase for phrase in parameters if " " in phrase and phrase.replace(" ", "").isalpha())
    return tuple(phrase for phrase in spoken if not all(map(_is_subject, phrase.split())))


def _without_size(tokens: list[str], domain: Domain) -> list[str]:
    """Leave out the size of a model (`8B`, `small`) where other words are left to say what was done with it."""
    sized = [
        token
        for last, token in zip(["", *tokens], tokens, strict=False)
        if _SIZE.match(token) or (_is_known(last, domain) and token.lower() in _SIZE_WORDS)
    ]
    kept = [token for token in tokens if token not in sized]
    return kept if len(kept) > 1 else tokens


def _without_arms(tokens: list[str]) -> list[str]:
    """Leave out the labels of a study's arms (`A1 / A2 / A3`): outside of the report they name nothing."""
    letters = Counter(token[0] for token in tokens if _ARM.fullmatch(token))
    kept = [token for token in tokens if not (_ARM.fullmatch(token) and letters[token[0]] > 1)]
    return kept or tokens


def _is_known(token: str, domain: Domain) -> bool:
    """Whether the domain knows the word as a task, a model or an operation; `Llama3` is a `llama`."""
    low = token.lower()
    return low in domain.subjects or low.rstrip("0123456789") in domain.subjects


def _from_path(lead: Unit) -> list[str]:
    """The words of the file's name, else of its folders' from the inside, for a title that names only the kind of text."""
    parts = lead.path.rpartition(".")[0].split("/")
    return next(filter(None, (title_tokens(re.sub(r"[_.]", " ", part)) for part in reversed(parts))), [])


def _headings(lead: Unit) -> list[str]:
    """The headings of a report's sections, without what stands in brackets."""
    headings = (block.text for block in lead.blocks if isinstance(block, Heading) and block.level > 1)
    return [_BRACKETS.sub(" ", text).replace("/", " ") for text in headings]


def _of_one_heading(lead: Unit) -> list[str]:
    """The words of the first heading that names a subject in a few, for a title that says nothing."""
    whole = (words for words in map(_naming, _headings(lead)) if _FEWEST_WORDS <= len(words) <= _MOST_WORDS)
    return next(whole, [])


def _from_headings(lead: Unit, known: Sequence[str], rarity: Rarity) -> list[str]:
    """Words of a report's headings for a title that says too little, the most telling first."""
    text = lead.text().lower()
    found = [token for token in _naming(" ".join(_headings(lead))) if stem(token) not in map(stem, known)]
    return sorted(dict.fromkeys(found), key=lambda token: -_telling(token, text, rarity))


def _from_findings(lead: Unit, domain: Domain) -> list[str]:
    """What a report's findings name more than once, what the domain works on first."""
    said = (fact.text for fact in lead.of(Kind.FINDING, Kind.SUCCESS, Kind.FAILURE))
    found = Counter(token for text in said for token in _naming(text) if token[0].isalpha())
    again = [token for token, count in found.most_common() if count > 1]
    return sorted(again, key=lambda token: not _is_known(token, domain))


def _naming(heading: str) -> list[str]:
    telling = (token for token in title_tokens(heading) if len(token) > _SHORTEST_WORD and not verdict_of(token))
    return [token for token in telling if token.lower() not in _SIZE_WORDS]


def _found(lead: Unit) -> frozenset[str]:
    """The words of what the leading report decided or found to work."""
    said = lead.of(Kind.PRACTICE, Kind.SUCCESS)
    return frozenset(word for fact in said for word in terms(fact.text))


def _plain(token: str, text: str) -> str:
    """A word without the capital that it only has at the start of a title."""
    return token.lower() if token.isalpha() and token.istitle() and f" {token.lower()}" in text else token


def _told(lead: Unit) -> str:
    """The title; of a log entry also the names of the problems that it tells of."""
    return " ".join([lead.title, *(problem.pattern for problem in problems(lead))]) if lead.facts.entry else lead.title


def _telling(token: str, text: str, rarity: Rarity) -> float:
    """How much a word of the title says of the text: rare words that come back, compounds before single words."""
    count = text.count(token.lower())
    parts = [stem(part) for part in token.split("-")]
    weight = max(rarity.weight(part) for part in parts) + 0.5
    return (1 + math.log(count or 1)) * weight * (1.5 if len(parts) > 1 else 1.0) * (1.0 if count > 1 else 0.3)


def _is_taken(tokens: Sequence[str], repository: Repository) -> bool:
    """Whether these words say no more than the name of an existing skill."""
    words = {stem(part) for token in tokens for part in token.split("-")}
    return any(words <= {stem(part) for part in skill.name.split("-")} for skill in repository.skills)


def title_tokens(title: str, joined: Collection[str] = ()) -> list[str]:
    """Return the words of a title that may name a subject, compounds (`queue-depth`) as one.

    `joined` holds phrases of which a word alone is no subject (`learning rate`); the title has them with hyphens.
    """
    text = _CODE_OR_PATH.sub(" ", _COUNTED.sub(" ", title)) if len(title.split()) > 1 else title.replace("_", " ")
    text = _VERSIONED.sub(r"\1\2", text) if " " in text.strip() else text
    pattern = _COMPOUND if " " in text.strip() else _TOKEN
    tokens: list[str] = []
    for token in pattern.findall(text):
        if _may_name(token, joined) and stem(token) not in map(stem, tokens):
            tokens.append(token)
    return tokens


def _may_name(token: str, joined: Collection[str]) -> bool:
    """Whether a word or compound may name a subject: each of its parts does, or all of them do together."""
    phrase = token.lower().replace("-", " ")
    return all(map(_is_subject, token.split("-"))) or phrase in joined or phrase.removesuffix("s") in joined


def as_written(token: str, text: str) -> str:
    """Return a word of `title_tokens` as the text spells it: `Llama3` was made of `Llama-3`."""
    name = token.rstrip("0123456789")
    written = f"{name}-{token[len(name) :]}"
    return written if len(name) < len(token) and written in text else token


def _is_subject(word: str) -> bool:
    low = word.lower()
    spoken = low not in EMPTY_WORDS and stem(low) not in _NO_SUBJECT and not (low.endswith("ly") and len(low) > 5)
    return spoken and len(low) > 1 and not low.isdigit() and not _HASH.match(low)


def skill_name(words: Iterable[str], repository: Repository, taken: Iterable[str]) -> str:
    """Return a valid name (`[a-z0-9]+(-[a-z0-9]+)*`, at most 64) not in `taken`, that starts as the team does."""
    parts = [part for word in words for part in re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-").split("-") if part]
    prefix = team_prefix(repository)
    ordered = _by_convention(parts, repository.domain)
    name = ""
    for part in ([prefix] if prefix else []) + [part for part in ordered if part != prefix]:
        joined = f"{name}-{part}" if name else part
        if len(joined) > _LONGEST_NAME - 4:
            break
        name = joined
    used = set(taken)
    candidates = [name or "findings", *(f"{name or 'findings'}-{number}" for number in range(2, len(used) + 3))]
    return next(candidate for candidate in candidates if candidate not in used)


def _by_convention(parts: Sequence[str], domain: Domain) -> list[str]:
    """Put the task, model or operation that the domain knows first: `{operation}-{optimization}`."""
    subjects = [part for part in parts if _is_known(part, domain)]
    if len(parts) > _MOST_WORDS or not subjects or parts[0] in subjects:
        return list(dict.fromkeys(parts))
    return list(dict.fromkeys([subjects[0], *parts]))


def skill_title(name: str, words: Iterable[str], units: Sequence[Unit], repository: Repository) -> str:
    """Return the name in title case, with the spelling of the evidence or of most of the team's skills (`FSDP`)."""
    headings = (re.search(r"^# (.+)$", skill.text, re.M) for skill in repository.skills)
    used = Counter(word for heading in headings if heading for word in _TOKEN.findall(heading[1]))
    spelled = {word.lower(): word for word, _ in reversed(used.most_common()) if not word.islower()}
    spelled = spellings(text for unit in units for text in unit.texts.values()) | spelled
    spelled.update({word.lower(): word for word in words if word.lower() != word})
    return " ".join(spelled.get(part) or part.capitalize() for part in name.split("-"))
