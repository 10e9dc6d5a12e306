"""Names of new skills: by the domain's convention and the team's habit, valid, and never one that exists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.model.domain import Domain
from bot.model.repository import Repository
from bot.synthesize.evidence import Unit
from bot.synthesize.habits import team_prefix
from bot.synthesize.word_lists import EMPTY_WORDS, GENRE_WORDS, REPORTING_VERBS, SECTION_WORDS
from bot.synthesize.words import Rarity, stem, terms

_LONGEST_NAME = 64
_MOST_WORDS = 4
_SHORT_TITLE = 9
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*|\d+[A-Za-z]+[A-Za-z0-9]*")
_CODE_OR_PATH = re.compile(r"`[^`]*[/=()*{}<>][^`]*`|\b\w+_\w+\b|\S*/\S*|\bhttps?\S+")
_HASH = re.compile(r"(?=.*\d)(?=.*[a-z])[a-z0-9]{7,}$")
_NO_SUBJECT = frozenset(stem(word) for word in GENRE_WORDS | SECTION_WORDS | REPORTING_VERBS)


def skill_words(units: Sequence[Unit], rarity: Rarity, repository: Repository) -> tuple[str, ...]:
    """Return the words that name the subject of `units`, in the order of the leading title, as they are spelled there."""
    lead = max(units, key=lambda unit: len(unit.facts.facts))
    counts: Counter[str] = Counter()
    for unit in units:
        counts.update(terms(f"{unit.title} {unit.description} {' '.join(fact.text for fact in unit.facts.facts)}"))
    prefix = stem(team_prefix(repository))
    tokens = [token for token in _title_tokens(lead.title) if stem(token) != prefix]
    if len(tokens) > _MOST_WORDS:
        ranked = sorted(set(tokens), key=lambda token: (-counts[stem(token)] * (rarity.weight(stem(token)) + 0.2), token))
        chosen = set(ranked[:_MOST_WORDS])
        tokens = [token for token in tokens if token in chosen]
    return tuple(dict.fromkeys(tokens)) or tuple(repository.domain.title.lower().split())


def _title_tokens(title: str) -> list[str]:
    text = _CODE_OR_PATH.sub(" ", title) if len(title.split()) > 1 else title.replace("_", " ")
    tokens = []
    for token in _TOKEN.findall(text):
        word = token.lower()
        spoken = word not in EMPTY_WORDS and stem(word) not in _NO_SUBJECT
        if spoken and len(word) > 1 and not _HASH.match(word) and token not in tokens:
            tokens.append(token)
    return tokens


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
    subjects = [part for part in parts if part in domain.subjects]
    if len(parts) > _MOST_WORDS or not subjects or parts[0] in subjects:
        return list(dict.fromkeys(parts))
    return list(dict.fromkeys([subjects[0], *parts]))


def skill_title(name: str, words: Iterable[str], repository: Repository) -> str:
    """Return the name in title case, with the spelling that the evidence or the team gives a word (`FSDP`)."""
    spelled = {word.lower(): word for word in words if word.lower() != word}
    for skill in repository.skills:
        heading = re.search(r"^# (.+)$", skill.text, re.M)
        for word in _TOKEN.findall(heading[1]) if heading else ():
            spelled.setdefault(word.lower(), word)
    return " ".join(spelled.get(part) or part.capitalize() for part in name.split("-"))
