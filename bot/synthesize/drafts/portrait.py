"""How a new skill presents itself: what it is about, when it is of use, and its tagline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.domains.vocabulary import metric_direction
from bot.model.domain import Direction, Domain
from bot.model.draft import Statement
from bot.model.fact import Kind
from bot.synthesize.decisions.naming import as_written
from bot.synthesize.evidence.findings import best_first, merged, without_repeats
from bot.synthesize.evidence.measurements import direction, measured
from bot.synthesize.evidence.objective import need, objective
from bot.synthesize.evidence.statements import capital, finish, shorten, tidy, uncapital
from bot.synthesize.evidence.units import Unit
from bot.synthesize.problems.diagnosis import diagnosed
from bot.synthesize.problems.solved import named_problems
from bot.synthesize.results.applied_settings import applied_settings
from bot.synthesize.results.comparison import comparisons
from bot.synthesize.results.conclusions import bottom_line, concluded_first, conclusions, decisions, is_prose
from bot.synthesize.results.movements import moved, movements
from bot.synthesize.results.scope import scope
from bot.synthesize.wording.comparing import identifiers, stem
from bot.synthesize.wording.numbers import numbers
from bot.synthesize.wording.phrases import distrusted, is_negative
from bot.synthesize.wording.word_lists import REPORTING_VERBS

_MOST_SENTENCES = 3
_MOST_CONDITIONS = 5
_MOST_SYMPTOMS = 2
_LONGEST_DESCRIPTION = 260
_LONGEST_TAGLINE = 100
_LONGEST_SYMPTOM = 160
_LONGEST_ERROR = 80
_LONGEST_SETTING = 40
_FEWEST_WORDS = 4
_FEWEST_WORDS_OF_A_CLAUSE = 6
_CLAUSE_END = re.compile(r"[.;:,] | because | so that | although | but ")
_CAUSE = re.compile(r"\bcauses?d?\b|原因|원인", re.I)
_VALUE = re.compile(r"[`~+-]?\d|[`\w.-]+ ?=")
_MOVED = re.compile(r"\b(?:falls|rises) from\b")
_CODE = re.compile(r"`[^`]+`")
_NO_SETTING = re.compile(
    r"(?:variant|kernel|run|name|config(?:uration)?|experiment|model|grid|seed|mode|step|epoch|param_changed)s?$"
    r"|[a-z]$",  # the sizes of a problem: `M`, `N`, `K`
    re.I,
)
_TIMES = frozenset(("time", "elapsed", "elapsed time", "duration", "runtime", "wall clock", "wall-clock", "wall time"))
_LESSONS = (Kind.FINDING, Kind.PRACTICE, Kind.FAILURE, Kind.SUCCESS, Kind.ERROR)
_REPORTING = frozenset(stem(word) for word in REPORTING_VERBS)


def general_description(units: Sequence[Unit], words: Sequence[str], domain: Domain) -> tuple[Statement, ...]:
    """Return what was learned in up to three sentences: a description from the log, decisions, findings, what moved."""
    subject = [stem(word) for word in words]
    decided = [each for each in best_first(decisions(units), subject) if not distrusted(each.text)]
    found = [each for each in concluded_first(units, conclusions(units, subject)) if is_prose(each.text)]
    if not decided and found and all(_is_a_log_line(each.text) for each in found):
        found = [*_cures(units), *found]
    told = _described(units)[:1]
    late = told if told and (decided or found) and _is_a_log_line(told[0].text) else []
    early = [] if late else told
    late = [each for each in late if numbers(each.text)]
    others = [each for each in decided[1:] if each.sources[0].path != decided[0].sources[0].path]
    ranked = (
        *early,
        *_diagnoses(units)[:1],
        *bottom_line(units, found)[:1],
        *decided[:1],
        *others[:1],
        *late,
        *found[:1],
        *movements(units, domain, 1),
        *found[1:],
    )
    return without_repeats(ranked or _best_run(units, domain))[:_MOST_SENTENCES]


def _best_run(units: Sequence[Unit], domain: Domain) -> list[Statement]:
    """Which run is best, where the evidence holds nothing but values: `Accuracy is best with a (85.4%).`"""
    for each in comparisons(units, domain):
        if each.best is not None:
            best = each.measurements[each.best]
            return [Statement(f"{capital(each.metric)} is best with {best.run} ({best.value}).", (best.source,))]
    return []


def _diagnoses(units: Sequence[Unit]) -> list[Statement]:
    """What reports that look for a cause found: the sentence that names it, else what was seen and the cause."""
    found = (problem for unit in units if not unit.facts.entry and (problem := diagnosed(unit)))
    told = (
        (problem.symptom if _CAUSE.search(problem.symptom) else f"{problem.symptom}: {uncapital(problem.cause)}", problem)
        for problem in found
    )
    return [Statement(finish(capital(shorten(text))), problem.sources) for text, problem in told if shorten(text)]


def _cures(units: Sequence[Unit]) -> list[Statement]:
    """What to do about the problems that were met: it teaches more than what somebody confirmed."""
    met = (problem for unit in units for problem in named_problems(unit) if problem.fix)
    told = ((f"{problem.pattern}: {uncapital(problem.fix)}", problem.sources) for problem in met)
    return [Statement(finish(text), sources) for text, sources in told if len(text) <= _LONGEST_DESCRIPTION]


def _described(units: Sequence[Unit]) -> list[Statement]:
    """The descriptions of log entries, where the rest of the evidence is nothing but figures."""
    if not all(unit.facts.entry or not unit.of(*_LESSONS) for unit in units):
        return []
    told = ((unit, shorten(tidy(unit.description))) for unit in units if unit.facts.entry)
    return [Statement(finish(capital(text)), (unit.source(unit.facts.lines),)) for unit, text in told if text]


def _is_a_log_line(text: str) -> bool:
    """Whether a sentence tells what somebody did (`Measured which variant is faster`) rather than what holds."""
    first = text.split(None, 1)[0].lower()
    return stem(first) in _REPORTING or (first.isalpha() and first.endswith("ed"))


def description(general: Sequence[Statement], subject: str) -> str:
    """Return the first sentence that can stand alone, short enough for a front matter."""
    texts = [shorten(each.text, _LONGEST_DESCRIPTION) for each in general if is_prose(each.text)]
    return next(filter(None, texts), f"What was measured on {subject}.")


def tagline(general: Sequence[Statement], advice: Sequence[Statement], subject: str) -> str:
    """Return the first clause of a few words that says what to do or what holds, else the subject."""
    for each in (*general, *advice):
        text = each.text.rstrip(".").replace("`", "")
        if is_negative(text) or not is_prose(each.text) or _MOVED.search(text):
            continue
        ends = [match.start() for match in _CLAUSE_END.finditer(text) if _may_end(text, match)] + [len(text)]
        short = [text[:end] for end in ends if end <= _LONGEST_TAGLINE and len(text[:end].split()) >= _FEWEST_WORDS]
        if short and short[-1].count("(") == short[-1].count(")"):
            return capital(short[-1])
    return capital(subject)


def _may_end(text: str, mark: re.Match[str]) -> bool:
    """Whether a clause is whole at this mark: no label before a colon, not inside its list, nor between two values."""
    head, rest = text[: mark.start()], text[mark.end() :]
    is_label = mark[0] == ": " and len(head.split()) < _FEWEST_WORDS_OF_A_CLAUSE
    is_cut = ": " in head or (mark[0] == ", " and _VALUE.match(rest)) or head.count(" from ") > head.count(" to ")
    return not is_label and not is_cut


def use_when(units: Sequence[Unit], words: Sequence[str], domain: Domain) -> str:
    """Return the triggers for a reader or agent: the subject, the settings to choose, the error to see, the metrics."""
    parts = [f"working on {subject_in_words(units, words)}"]
    settings = central_settings(units)
    if settings:
        parts.append(f"setting {' or '.join(f'`{name}`' for name in settings)}")
    parts += [f"seeing {error}" for error in _errors(units)[:1]]
    metrics = _metrics(units, domain)
    if metrics:
        parts.append(f"judging {' or '.join(metrics)}")
    return ", ".join(parts[:-1]) + f", or {parts[-1]}" if len(parts) > 1 else parts[0]


def subject_in_words(units: Sequence[Unit], words: Sequence[str]) -> str:
    """Return the words of the name as the evidence spells them: `Llama3` was made of `Llama-3`."""
    titles = " ".join(unit.title for unit in units)
    return " ".join(as_written(word, titles) for word in words)


def apply_when(units: Sequence[Unit], words: Sequence[str]) -> tuple[Statement, ...]:
    """Return the conditions that a reader can check: what is to be decided, on what it runs, what is seen, what is set."""
    aims = [aim for unit in units if (aim := objective(unit))]
    found = [Statement(wanted, aim.sources) for aim in aims if (wanted := need(aim))][:2]
    found += _setting_of_work(units)
    met = [problem for unit in units for problem in named_problems(unit) if len(problem.symptom) <= _LONGEST_SYMPTOM]
    found += [Statement(f"you see: {uncapital(problem.symptom)}", problem.sources) for problem in met[:_MOST_SYMPTOMS]]
    settings = central_settings(units)
    if settings:
        found.append(Statement(f"you choose {' or '.join(f'`{name}`' for name in settings)}"))
    return tuple(found[:_MOST_CONDITIONS]) or (Statement(f"the work is about {subject_in_words(units, words)}"),)


def _setting_of_work(units: Sequence[Unit]) -> list[Statement]:
    """The model and the hardware of the runs as a condition."""
    held = {}
    for each in scope(units):
        name, _, value = each.text.partition(": ")
        held[name] = (_without_open_bracket(value.partition(" / ")[0].partition(", ")[0]), each.sources[:1])
    parts = [held[name] for name in ("model", "hardware") if name in held]
    if not parts:
        return []
    word = "with" if "model" in held else "on"
    sources = merged(parts[0][1], parts[-1][1])
    return [Statement(f"you work {word} {' on '.join(value for value, _ in parts)}", sources)]


def _without_open_bracket(text: str) -> str:
    """A text that was cut inside brackets, without them: `Qwen (base` of `Qwen (base, no SFT)`."""
    return text.rpartition("(")[0].strip() if text.count("(") > text.count(")") else text


def _errors(units: Sequence[Unit]) -> list[str]:
    """The messages of problems, as code."""
    symptoms = [fact.symptom for unit in units for fact in unit.of(Kind.ERROR)]
    spans = [span for symptom in symptoms for span in _CODE.findall(symptom)[:1] if symptom.startswith(span)]
    return [span for span in spans if len(span) <= _LONGEST_ERROR and " " in span]


def central_settings(units: Sequence[Unit]) -> list[str]:
    """Return the settings that the lessons speak of, or that took several values; two at most."""
    values: dict[str, set[str]] = {}
    for unit in units:
        for fact in applied_settings(unit):
            name = fact.name.replace("`", "")
            if len(name) <= _LONGEST_SETTING and not _NO_SETTING.fullmatch(name):
                values.setdefault(name, set()).add(fact.value.replace("`", ""))
    told = [fact.text for unit in units for fact in unit.of(Kind.FINDING, Kind.PRACTICE, Kind.SUCCESS, Kind.FAILURE)]
    decided = identifiers(" ".join(each.text for each in decisions(units)))
    spoken = identifiers(" ".join(told))
    low = {name: name.lower() for name in values}
    chosen = [name for name in values if low[name] in spoken or len(values[name]) > 1]
    chosen.sort(key=lambda name: (low[name] not in decided, low[name] not in spoken, len(values[name]) < 2))
    return list({low[name]: name for name in reversed(chosen)}.values())[::-1][:2]


def _metrics(units: Sequence[Unit], domain: Domain) -> list[str]:
    """The two metrics that moved most often, else those with a better and a worse side that were measured most often."""
    counts: Counter[str] = Counter()
    for unit in units:
        counts.update(each.first.metric for each in moved(unit, domain) if each.verdict)
    for unit in () if counts else units:
        known = (each for each in measured(unit) if each.run and direction(each, domain) is not Direction.UNKNOWN)
        counts.update({each.metric.lower(): each.metric for each in known}.values())
    names = (_judged(name.replace("`", ""), domain) for name, _ in counts.most_common())
    fitting = dict.fromkeys(_quiet(name) for name in names if 3 <= len(name) <= 30 and len(name.split()) <= 4)
    again = {name for alike in (_is_a_time, _is_a_rate) for name in list(filter(alike, fitting))[1:]}
    return [name for name in fitting if name not in again][:2]


def _is_a_time(name: str) -> bool:
    return name.lower() in _TIMES


def _is_a_rate(name: str) -> bool:
    return name.lower() == "throughput" or name.lower().endswith(("flops", "/s", "tps"))


def _judged(name: str, domain: Domain) -> str:
    """A metric without its unit; of a column that is called for what ran (`torch (GB/s)`) the unit is what is judged."""
    bare, _, rest = name.partition("(")
    unit = rest.partition(")")[0].strip()
    is_run = unit and metric_direction(bare, "", domain) is Direction.UNKNOWN is not metric_direction(unit, unit, domain)
    return unit if is_run else bare.strip()


def _quiet(name: str) -> str:
    """A metric's name inside a sentence: `Final loss` without its capital, `TPS` as it is."""
    words = name.split()
    return " ".join(word.lower() if word.istitle() else word for word in words)
