"""A new skill from the evidence of one subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.model.draft import SkillDraft
from bot.model.repository import Repository
from bot.synthesize.decisions.naming import skill_name, skill_title, skill_words
from bot.synthesize.decisions.ownership import Neighbourhood, Tie
from bot.synthesize.drafts.portrait import apply_when, description, general_description, subject_in_words, tagline, use_when
from bot.synthesize.drafts.practices import conditions_against, practices
from bot.synthesize.evidence.units import Unit
from bot.synthesize.problems.failures import failure_rows
from bot.synthesize.results.configuration import configuration
from bot.synthesize.results.scope import scope
from bot.synthesize.results.table import results
from bot.synthesize.wording.comparing import stem, terms
from bot.synthesize.wording.word_lists import GENRE_WORDS

_MOST_ROWS = 20
_MOST_FAILURES = 16
_MOST_RELATED = 3


def skill_draft(
    units: Sequence[Unit], near: Neighbourhood, ties: Iterable[Tie], repository: Repository, today: str
) -> SkillDraft:
    """Return the draft of a new skill for these units; `ties` are the existing skills that it is related to."""
    domain = repository.domain
    words = skill_words(units, near.rarity, repository)
    name = skill_name(words, repository, [skill.name for skill in repository.skills])
    subject = subject_in_words(units, words)
    general = general_description(units, words, domain)
    advice = practices(units)
    return SkillDraft(
        name=name,
        title=skill_title(name, words, units, repository),
        description=description(general, subject),
        use_when=use_when(units, words, domain),
        short_description=tagline(general, advice, subject),
        tags=_tags(words, units, repository),
        domain=domain.name,
        created=today,
        reason=_reason(units, subject),
        general=general,
        apply_when=apply_when(units, words),
        avoid_when=conditions_against(units),
        results=results(units, _MOST_ROWS),
        scope=scope(units),
        practice=advice,
        failures=failure_rows(units, near.rarity)[:_MOST_FAILURES],
        configuration=configuration(units, domain),
        reports=tuple(dict.fromkeys(unit.path for unit in units)),
        related_skills=tuple(dict.fromkeys(tie.skill.name for tie in ties))[:_MOST_RELATED],
    )


def _tags(words: Sequence[str], units: Sequence[Unit], repository: Repository) -> tuple[str, ...]:
    """The team's habitual tags first, then those of its other tags that the evidence speaks of, then words of the name."""
    skills = [skill for skill in repository.skills if skill.tags and skill.kind != "core"]
    counts = Counter(tag for skill in skills for tag in skill.tags)
    habitual = [tag for tag, count in counts.items() if len(skills) > 1 and count * 2 >= len(skills)]
    spoken = {word for unit in units for word in terms(unit.title)}
    known = [tag for tag in counts if all(stem(part) in spoken for part in tag.split("-"))]
    named = [word.lower() for word in words if word.isalnum()]
    return tuple(dict.fromkeys(tag for tag in (*habitual, *known, *named) if tag and tag not in GENRE_WORDS))[:6]


def _reason(units: Sequence[Unit], subject: str) -> str:
    kinds = (
        "reports"
        if sum(not unit.facts.entry for unit in units) > 1
        else "report"
        if not units[0].facts.entry
        else "log entry"
    )
    if len(units) > 1 and kinds != "reports":
        kinds = "evidence"
    return f"no existing skill owns {subject}; the {kinds} measured it"
