"""How far results hold: hardware, software, data, model and length of the runs, as the evidence gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.model.draft import Statement
from bot.model.fact import Fact, Kind
from bot.synthesize.decisions.worth import is_blank
from bot.synthesize.evidence.findings import merged
from bot.synthesize.evidence.units import Unit

_ASPECTS = (
    (
        "hardware",
        re.compile(r"(?:hardware|gpus?|devices?|accelerators?|machine|instance|node)$|硬件|显卡|하드웨어|phần cứng", re.I),
    ),
    (
        "software",
        re.compile(r"(?:software|pytorch|torch|cuda|rocm|driver|framework|python|triton)(?: versions?)?$|软件|框架", re.I),
    ),
    ("model", re.compile(r"(?:base )?models?$|architecture$|backbone$|模型|모델", re.I)),
    ("data", re.compile(r"(?:data ?sets?|training data|data|corpus)$|数据|데이터", re.I)),
    ("steps", re.compile(r"(?:max |num |total |training[. ])?(?:steps|iterations)$|步数|스텝", re.I)),
    ("epochs", re.compile(r"(?:max |num |total |training[. ])?epochs$|轮数|에폭", re.I)),
    ("seeds", re.compile(r"(?:seeds?|trials|repeats|number of runs)$|种子|시드", re.I)),
)
_NO_RUN = (Kind.FAILURE, Kind.ERROR, Kind.QUESTION, Kind.PRACTICE)
_NAMED = ("hardware", "model", "data")  # a bare number names none of them
_LONGEST_VALUE = 90
_NO_PLACE = re.compile(r"(?:use|keep|set|treat|prefer|run|try|disable|enable)\s|(?:cuda|cpu|gpu|auto)(?::\d)?$", re.I)
_VERSION = re.compile(r"v?\d+(?:\.\d+)+[\w.+-]*")  # `2.7.1+rocm6.3` of what?
_PLACEHOLDER = re.compile(r"<[\w/ .-]+>|‹[^›]*›")
_PATH = re.compile(r"^`?(?:/|~|\.{1,2}/)|://")


def scope(units: Sequence[Unit]) -> tuple[Statement, ...]:
    """Return one statement for each aspect that the evidence names (`hardware: 2x A100`); different values are joined."""
    found = []
    for aspect, names in _ASPECTS:
        values = _values(units, names)
        if aspect in _NAMED:
            values = [each for each in values if not each.text.replace(".", "").isdigit()]
        if values:
            text = f"{aspect}: {' / '.join(each.text for each in values)}"
            sources = values[0].sources
            for each in values[1:]:
                sources = merged(sources, each.sources)
            found.append(Statement(text, sources))
    return tuple(found)


def _values(units: Iterable[Unit], names: re.Pattern[str]) -> list[Statement]:
    values: dict[str, Statement] = {}
    for unit in units:
        elsewhere = {fact.lines for fact in unit.of(*_NO_RUN)}
        for fact in unit.of(Kind.SETUP, Kind.PARAMETER):
            if fact.lines not in elsewhere and names.match(fact.name.replace("`", "")) and _is_plain(fact):
                value = " ".join(fact.value.replace("`", "").split())
                value = f"{fact.name.replace('`', '')} {value}" if _VERSION.fullmatch(value) else value
                said = Statement(value, (unit.source(fact.lines),))
                values.setdefault(_bare(value), said)
    return list(values.values())[:3]


def _bare(value: str) -> str:
    """What a value names, without what follows it (`A100, clocks locked` is an `A100`)."""
    return value.lower().partition(",")[0].strip()


def _is_plain(fact: Fact) -> bool:
    return (
        not is_blank(fact)
        and not _NO_PLACE.match(fact.value)
        and len(fact.value) <= _LONGEST_VALUE
        and not _PATH.search(fact.value)
        and not _PLACEHOLDER.search(fact.value)
    )
