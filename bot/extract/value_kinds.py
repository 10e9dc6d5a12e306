"""Whether a named value is setup, a parameter or a metric: by its name, its shape and the section it stands in."""

from __future__ import annotations

from bot.extract.context import SectionRole
from bot.extract.numbers import parse_quantity
from bot.extract.section_roles import text_role
from bot.extract.value_names import Names, clean_name
from bot.extract.value_shapes import is_empty, is_path, is_sentence, is_switch, verdict
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

_SAID = frozenset(
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
_NEVER = frozenset(
    """date author authors status title tag tags note notes created updated last updated owner reviewer link todo example symptom cause
    fix why lesson what step phase 日期 作者 状态 날짜 작성자 상태 ngày tác giả""".split()
)


def kind_of_label(label: str, value: str, role: SectionRole, names: Names) -> Kind | None:
    """Return what `label: value` is, None where it states something else."""
    name = clean_name(label)
    if is_empty(value) or name.lower() in _NEVER or (text_role(name) in _SAID and not names.senses(name)):
        return None
    senses = names.senses(name)
    numeric = parse_quantity(value)[0] is not None or _is_number_list(value)
    if numeric:
        return _kind_of_number(senses, value, role)
    if verdict(value) and not is_switch(value):
        return Kind.METRIC if senses == (Kind.METRIC,) else None
    if is_switch(value):
        return Kind.METRIC if senses == (Kind.METRIC,) else Kind.PARAMETER if senses or role in DESCRIBING else None
    return _kind_of_words(senses, value, role)


def _is_number_list(value: str) -> bool:
    bare = value.replace("`", "").strip()
    return bare[:1] in "[(" and bare[1:2].isdigit() or bare[:1].isdigit()


def _kind_of_number(senses: tuple[Kind, ...], value: str, role: SectionRole) -> Kind | None:
    if senses == (Kind.METRIC,):
        return Kind.METRIC
    if Kind.PARAMETER in senses and (role not in MEASURING or Kind.METRIC not in senses):
        return Kind.PARAMETER
    if senses == (Kind.SETUP,):
        return Kind.SETUP
    if role in DESCRIBING:
        return Kind.PARAMETER
    if role in MEASURING or Kind.METRIC in senses:
        return Kind.METRIC
    number, unit = parse_quantity(value)
    return Kind.METRIC if number is not None and (unit or "." in value) and role not in AHEAD else None


def _kind_of_words(senses: tuple[Kind, ...], value: str, role: SectionRole) -> Kind | None:
    if Kind.SETUP in senses:
        return Kind.SETUP
    if Kind.PARAMETER in senses and not is_sentence(value):
        return Kind.PARAMETER
    if role is SectionRole.SETTINGS and not is_path(value) and not is_sentence(value):
        return Kind.PARAMETER
    return Kind.SETUP if role is SectionRole.SETUP and not senses else None


def kind_of_pair(name: str, value: str, role: SectionRole, names: Names) -> Kind:
    """Return what `name=value` is: a metric where its name is one, or where a section of results gives it a decimal."""
    senses = names.senses(name)
    measured = parse_quantity(value)[0] is not None or value[:1] == "["
    if senses == (Kind.METRIC,) and measured:
        return Kind.METRIC
    if not senses and role in MEASURING and "_" in name and "." in value and parse_quantity(value)[0] is not None:
        return Kind.METRIC
    return Kind.PARAMETER
