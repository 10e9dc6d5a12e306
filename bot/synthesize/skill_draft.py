"""A new skill from the evidence of one subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.model.domain import Direction, Domain
from bot.model.draft import SkillDraft, Statement
from bot.model.fact import Kind
from bot.model.repository import Repository
from bot.synthesize.comparison import best_runs, comparisons
from bot.synthesize.configuration import configuration
from bot.synthesize.evidence import Unit
from bot.synthesize.failures import failure_rows
from bot.synthesize.findings import best_first, statements, without_repeats
from bot.synthesize.measurements import direction, measured
from bot.synthesize.movements import moved, movements
from bot.synthesize.naming import skill_name, skill_title, skill_words
from bot.synthesize.objective import need, objective
from bot.synthesize.ownership import Neighbourhood, Tie
from bot.synthesize.phrases import is_negative
from bot.synthesize.practices import conditions_against, practices
from bot.synthesize.results import results
from bot.synthesize.scope import scope
from bot.synthesize.statements import shorten, tidy
from bot.synthesize.word_lists import GENRE_WORDS
from bot.synthesize.words import identifiers, stem, terms

_MOST_ROWS = 20
_MOST_FAILURES = 10
_MOST_SENTENCES = 3
_LONGEST_DESCRIPTION = 260
_LONGEST_TAGLINE = 100
_MOST_RELATED = 3


def skill_draft(
    units: Sequence[Unit], near: Neighbourhood, ties: Iterable[Tie], repository: Repository, today: str
) -> SkillDraft:
    """Return the draft of a new skill for these units; `ties` are the existing skills that it is related to."""
    domain = repository.domain
    words = skill_words(units, near.rarity, repository)
    name = skill_name(words, repository, [skill.name for skill in repository.skills])
    general = _general(units, words, repository)
    best = best_runs(comparisons(units, domain))
    advice = practices(units)
    return SkillDraft(
        name=name,
        title=skill_title(name, words, repository),
        description=shorten(
            general[0].text if general else f"What was measured on {' '.join(words)}.", _LONGEST_DESCRIPTION
        ),
        use_when=_use_when(units, words, domain),
        short_description=_tagline(general, advice, words),
        tags=_tags(words, units, repository),
        domain=domain.name,
        created=today,
        reason=_reason(units, words),
        general=general,
        apply_when=_apply_when(units, words),
        avoid_when=conditions_against(units),
        results=results(units, _MOST_ROWS),
        scope=scope(units),
        practice=advice,
        failures=failure_rows(units, near.rarity)[:_MOST_FAILURES],
        configuration=configuration(units, best),
        reports=tuple(dict.fromkeys(unit.path for unit in units)),
        related_skills=tuple(dict.fromkeys(tie.skill.name for tie in ties))[:_MOST_RELATED],
    )


def _general(units: Sequence[Unit], words: Iterable[str], repository: Repository) -> tuple[Statement, ...]:
    """What was found: of log entries their description first, else the finding closest to the subject; what moved."""
    subject = [stem(word) for word in words]
    only_entries = all(unit.facts.entry for unit in units)
    told = ((unit, shorten(tidy(unit.description))) for unit in units if only_entries)
    described = [Statement(text, (unit.source(unit.facts.lines),)) for unit, text in told if text]
    found = best_first(statements(units, Kind.FINDING), subject)
    worked = best_first(statements(units, Kind.SUCCESS), subject)
    first, rest = (found[:1], found[1:]) if found else (worked[:1], ())
    ranked = (*described[:1], *first, *movements(units, repository.domain, 1), *rest, *worked)
    return without_repeats(ranked)[:_MOST_SENTENCES]


def _use_when(units: Sequence[Unit], words: Sequence[str], domain: Domain) -> str:
    """Triggers for a reader or agent: the subject, the settings that were changed, the metrics that were judged."""
    parts = [f"working on {' '.join(words)}"]
    settings = _central_settings(units)
    if settings:
        parts.append(f"setting {' or '.join(f'`{name}`' for name in settings)}")
    metrics = _metrics(units, domain)
    if metrics:
        parts.append(f"judging {' or '.join(metrics)}")
    return ", ".join(parts[:-1]) + f", or {parts[-1]}" if len(parts) > 1 else parts[0]


def _central_settings(units: Sequence[Unit]) -> list[str]:
    """Settings that took several values, or that the lessons speak of; two at most."""
    values: dict[str, set[str]] = {}
    for unit in units:
        for fact in unit.of(Kind.PARAMETER):
            name = fact.name.replace("`", "")
            if len(name) <= 40:
                values.setdefault(name, set()).add(fact.value)
    told = " ".join(
        fact.text for unit in units for fact in unit.of(Kind.FINDING, Kind.PRACTICE, Kind.SUCCESS, Kind.FAILURE)
    )
    spoken = identifiers(told)
    ranked = sorted(values, key=lambda name: (-(name.lower() in spoken), -(len(values[name]) > 1)))
    return [name for name in ranked if name.lower() in spoken or len(values[name]) > 1][:2]


def _metrics(units: Sequence[Unit], domain: Domain) -> list[str]:
    """The two metrics that moved most often, else those with a better and a worse side that were measured most often."""
    counts: Counter[str] = Counter()
    for unit in units:
        counts.update(each.first.metric for each in moved(unit, domain) if each.verdict)
    if not counts:
        found = [each for unit in units for each in measured(unit)]
        counts.update(each.metric for each in found if direction(each, domain) is not Direction.UNKNOWN)
    names = (name.replace("`", "").partition("(")[0].strip() for name, _ in counts.most_common())
    return [_quiet(name) for name in names if 3 <= len(name) <= 30 and len(name.split()) <= 4][:2]


def _quiet(name: str) -> str:
    """A metric's name inside a sentence: `Final loss` without its capital, `TPS` as it is."""
    words = name.split()
    return " ".join(word.lower() if word.istitle() else word for word in words)


def _tagline(general: Sequence[Statement], advice: Sequence[Statement], words: Sequence[str]) -> str:
    """The first short statement that says what to do or what holds."""
    for each in (*general, *advice):
        text = each.text.rstrip(".").replace("`", "")
        if len(text) <= _LONGEST_TAGLINE and not is_negative(text) and "->" not in text:
            return text
    return " ".join(words)


def _tags(words: Sequence[str], units: Sequence[Unit], repository: Repository) -> tuple[str, ...]:
    """The team's habitual tags first, then those of its other tags that the evidence speaks of, then words of the name."""
    skills = [skill for skill in repository.skills if skill.tags and skill.kind != "core"]
    counts = Counter(tag for skill in skills for tag in skill.tags)
    habitual = [tag for tag, count in counts.items() if len(skills) > 1 and count * 2 >= len(skills)]
    spoken = {word for unit in units for word in terms(unit.title)}
    known = [tag for tag in counts if all(stem(part) in spoken for part in tag.split("-"))]
    named = [word.lower() for word in words if word.isalnum()]
    return tuple(dict.fromkeys(tag for tag in (*habitual, *known, *named) if tag and tag not in GENRE_WORDS))[:6]


def _reason(units: Sequence[Unit], words: Sequence[str]) -> str:
    kinds = (
        "reports"
        if sum(not unit.facts.entry for unit in units) > 1
        else "report"
        if not units[0].facts.entry
        else "log entry"
    )
    if len(units) > 1 and kinds != "reports":
        kinds = "evidence"
    return f"no existing skill owns {' '.join(words)}; the {kinds} measured it"


def _apply_when(units: Sequence[Unit], words: Sequence[str]) -> tuple[Statement, ...]:
    found = []
    for unit in units:
        aim = objective(unit)
        wanted = need(aim) if aim else None
        if aim and wanted:
            found.append(Statement(f"you need to {wanted}", aim.sources))
    symptoms = [(unit, fact) for unit in units for fact in unit.of(Kind.ERROR) if fact.symptom and len(fact.symptom) <= 160]
    for unit, fact in symptoms[:2]:
        found.append(Statement(f"you see: {tidy(fact.symptom)}", (unit.source(fact.lines),)))
    settings = _central_settings(units)
    if settings:
        found.append(Statement(f"you choose {' or '.join(f'`{name}`' for name in settings)}"))
    if not found:
        found.append(Statement(f"the work is about {' '.join(words)}"))
    return tuple(found[:4])
