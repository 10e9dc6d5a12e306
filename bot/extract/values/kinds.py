"""Whether a named value is setup, a parameter or a metric: by its name, its shape and the section it stands in."""

from __future__ import annotations

import re

from bot.domains.vocabulary import tokens_of
from bot.extract.context import SectionRole
from bot.extract.measurement_units import is_measured_unit
from bot.extract.numbers import mentions, parse_quantity
from bot.extract.section_roles import text_role
from bot.extract.values.names import Names, clean_name
from bot.extract.values.shapes import is_empty, is_sentence, is_switch, opens_with_switch, verdict
from bot.model.fact import Kind

DESCRIBING = frozenset({SectionRole.SETUP, SectionRole.SETTINGS})
"""Roles of sections that say how something was run."""

MEASURING = frozenset(
    {
        SectionRole.RESULTS,
        SectionRole.FINDINGS,
        SectionRole.ATTEMPTS,
        SectionRole.WORKED,
        SectionRole.FAILED,
        SectionRole.PROBLEMS,
    }
)
"""Roles of sections that say what came of it."""

AHEAD = frozenset({SectionRole.PLAN, SectionRole.QUESTIONS, SectionRole.OBJECTIVE, SectionRole.FILES})
"""Roles of sections whose numbers are goals, ideas or references."""

_PLACE = re.compile(r"(?:step|iter(?:ation)?|epoch|round|episode|checkpoint)s?\s*[:=#]?\s*\d[\d,.k]*", re.IGNORECASE)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+")  # BLOCK_SIZE: a constant of the code
_KEEPER = re.compile(r"[ _-](?:path|name|id|used|configured)$", re.IGNORECASE)  # `dataset path` is the data set
_HAPPENED = re.compile(r"(?:led|leads|caused|causes|gave|gives|made|makes|should|must)\s", re.IGNORECASE)  # no value
_AMOUNT = re.compile(r"\d+ ?[x×]? ?[A-Za-z]+s?")
_PLACES = frozenset({"output", "dir", "directory", "folder", "log", "artifact"})
_MOST_COUNTED = 4  # words behind a count; more tell a story
_MOST_WORDS = 8  # of a value in words, where the section is not about settings; more tell a story
_TOLD = MEASURING | frozenset(
    {
        SectionRole.FINDINGS,
        SectionRole.PRACTICES,
        SectionRole.PROBLEMS,
        SectionRole.QUESTIONS,
        SectionRole.FAILED,
        SectionRole.WORKED,
    }
    | {SectionRole.FILES, SectionRole.PLAN}
)
ABOUT_REPORT = frozenset(
    {
        "date",
        "author",
        "authors",
        "status",
        "title",
        "tag",
        "tags",
        "note",
        "notes",
        "created",
        "updated",
        "last updated",
        "owner",
    }
    | {"reviewer", "link", "todo", "example", "symptom", "cause", "fix", "why", "lesson", "what", "step", "phase", "error"}
    | {"completed", "concluded", "finished", "verdict", "conclusion", "description", "summary", "hypothesis"}
    | {"or", "and"}  # `OR: they never used it` goes on with what stands above
    | {"日期", "作者", "状态", "날짜", "작성자", "상태", "ngày", "tác giả"}
)
"""Labels of what is neither setup nor a value: who, when, and what came of it in words."""

_MOMENTS = frozenset({"mean", "std", "mu", "sigma"})
_STANDARD = frozenset({"0", "1", "0.0", "1.0"})
_WANTED = re.compile(
    r"(?:expected|estimated|projected|potential|target(?![ _-]modules?)|goal|effort|budget)\b", re.IGNORECASE
)
_STATISTICS = frozenset({"avg", "average", "averaged", "mean", "median", "std", "stdev", "stddev", "stderr"})


def kind_of_label(label: str, value: str, role: SectionRole, names: Names) -> Kind | None:
    """Return what `label: value` is, None where it states something else."""
    name = clean_name(label)
    if role is SectionRole.FILES or is_empty(value) or name.lower() in ABOUT_REPORT or _WANTED.match(name):
        return None
    if _AMOUNT.fullmatch(name) and any(is_measured_unit(each.unit) for each in mentions(value)):
        return None  # `2 GPUs: wall 58s, peak 14.5 GiB` tells what that many of them did
    if (_is_number_list(value) or parse_quantity(value)[0] is not None) and not _counts_in_words(value):
        return _kind_of_number(name, value, role, names)
    if is_place(name):
        return None  # `Epoch 2: val loss 0.286` was measured there
    switched = is_switch(value) or opens_with_switch(value)
    judged = bool(verdict(value)) and not is_switch(value)
    senses = names.senses(name)
    if not switched and not judged and _tells(value, role):
        return None
    if (text_role(name) in _TOLD and not senses) or not _PLACES.isdisjoint(tokens_of(name)):
        return None
    if judged:
        return Kind.METRIC if senses == (Kind.METRIC,) else None
    if switched:
        return Kind.METRIC if senses == (Kind.METRIC,) else Kind.PARAMETER if senses or role in DESCRIBING else None
    return _kind_of_words(name, value, role, names)


def _tells(value: str, role: SectionRole) -> bool:
    """Whether a value has so many words that it tells a story, in a section that does not describe the run."""
    return value.count(" ") >= _MOST_WORDS and role is not SectionRole.OTHER and role not in DESCRIBING


def _counts_in_words(value: str) -> bool:
    """Whether a number only counts what a sentence is about: `16 warps with fewer tiles for lower register pressure`."""
    number, _, rest = value.partition(" ")
    tells = number.isalnum() and rest[:1].islower() and rest.count(" ") >= _MOST_COUNTED
    return tells and not is_measured_unit(parse_quantity(value)[1])


def _is_number_list(value: str) -> bool:
    bare = value.replace("`", "").strip()
    return (bare[:1] in ("[", "(") and bare[1:2].isdigit()) or bare[:1].isdigit()


def _kind_of_number(name: str, value: str, role: SectionRole, names: Names) -> Kind | None:
    senses = names.senses(name)
    number, unit = parse_quantity(value)
    if senses == (Kind.METRIC,) or is_place(name):
        return Kind.METRIC
    if (
        is_measured_unit(unit)
        and role not in AHEAD
        and not names.names_parameter(name)
        and (role not in DESCRIBING or not names.ends_in(name, Kind.SETUP))
    ):
        return Kind.METRIC
    if is_constant(name) or (Kind.PARAMETER in senses and (role in DESCRIBING or names.ends_in(name, Kind.PARAMETER))):
        return Kind.METRIC if Kind.METRIC in senses and role in MEASURING else Kind.PARAMETER
    decimal = number is not None and (bool(unit) or "." in value)
    if senses == (Kind.SETUP,) and not (decimal and (role in MEASURING or not names.ends_in(name, Kind.SETUP))):
        return Kind.SETUP
    if role in DESCRIBING:
        return Kind.PARAMETER
    if role in MEASURING or Kind.METRIC in senses:
        return Kind.METRIC
    return Kind.METRIC if decimal and role not in AHEAD else None


def _kind_of_words(name: str, value: str, role: SectionRole, names: Names) -> Kind | None:
    name = _KEEPER.sub("", name)
    if _HAPPENED.match(value):
        return None
    senses = names.senses(name)
    if role in DESCRIBING:
        if Kind.PARAMETER in senses and not is_sentence(value):
            return Kind.PARAMETER
        if not senses:
            return None if is_sentence(value) else Kind.PARAMETER if role is SectionRole.SETTINGS else Kind.SETUP
        return Kind.SETUP if names.ends_in(name, Kind.SETUP) or not is_sentence(value) else None
    words = value.count(" ") + 1
    if Kind.SETUP in senses and (role not in MEASURING or names.ends_in(name, Kind.SETUP)):
        return Kind.SETUP
    return Kind.PARAMETER if words <= _MOST_WORDS // 2 and names.ends_in(name, Kind.PARAMETER) else None


def is_constant(name: str) -> bool:
    """Say whether a name is a constant of the code: `VALUE_LOSS_COEF`."""
    return _CONSTANT.fullmatch(name) is not None


def is_statistic(name: str) -> bool:
    """Say whether a name tells of several runs together (`avg_success_rate`): nothing that was set."""
    return not _STATISTICS.isdisjoint(tokens_of(name)[:1])


def is_place(name: str) -> bool:
    """Say whether a name is a point of a run (`Step 50`, `epoch 3`): what stands behind it was measured there."""
    return _PLACE.fullmatch(name) is not None


def kind_of_pair(name: str, value: str, role: SectionRole, names: Names, *, of_metrics: bool = False) -> Kind:
    """Return what `name=value` is: a metric where its name is one, or where a section of results gives it a decimal.

    `of_metrics` says that a caption calls the pairs metrics.
    """
    if name.lower() in _MOMENTS and value in _STANDARD:
        return Kind.PARAMETER  # `normalised (mean=0, std=1)`
    measured = value[:1] == "[" or value.lstrip("~≈<>≤≥+-−")[:1].isdigit()
    senses = names.senses(name)
    if senses == (Kind.METRIC,) and measured:
        return Kind.METRIC
    if not senses and (of_metrics or (measured and role in MEASURING and "_" in name and "." in value)):
        return Kind.METRIC
    return Kind.PARAMETER
