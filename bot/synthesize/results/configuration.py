"""The settings of the best or last validated run as a block to copy, else the command that was run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from bot.model.domain import Direction, Domain
from bot.model.draft import ConfigurationBlock, Source
from bot.model.report import CodeBlock
from bot.synthesize.evidence.measurements import Measured, direction, measured, results_only, runs_of, settings
from bot.synthesize.evidence.requirements import requirements
from bot.synthesize.evidence.units import Unit
from bot.synthesize.results.applied_settings import fixed_settings
from bot.synthesize.results.conclusions import decisions

Settings: TypeAlias = dict[str, tuple[str, Source]]

_MOST_SETTINGS = 16
_PAIR = re.compile(r"(?<![\w.-])(?:--)?([A-Za-z][\w.]*(?:_\w+|\.\w+)+) ?= ?(\"[^\"\n]{1,40}\"|[^\s,;)`]{0,40}[^\s,;)`.])")
_FEWEST_SETTINGS = 2
_SIZE = re.compile(r"[A-Z]$")  # `M`, `N`, `K`: the size of the problem
_NAMES = re.compile(r"(?:variant|kernel|run|name|config(?:uration)?|experiment|model|method|setup)s?$", re.I)
_MOST_LINES = 14
_MOST_BLOCKS = 5
_KEY = re.compile(r"[A-Za-z][\w.\-/]*$")
_PLAIN = re.compile(r"(?:[A-Za-z_][\w.\-/]*|[-+]?\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?)$")
_CHANGED = re.compile(r"[+\-−]?\d\S*\s?(?:→|->|=>|⟶|-->|to)\s?([+\-−]?\d\S*)")
_SHELL = frozenset(("bash", "sh", "shell", "console", "zsh"))
_PRIVATE = re.compile(r"/(?:home|Users|root|tmp|mnt)/|\b(?:token|secret|password|api_key)\b", re.I)


def configuration(units: Sequence[Unit], domain: Domain) -> tuple[ConfigurationBlock, ...]:
    """Return the settings as YAML, then the code of numbered requirements; where there are no settings, the command.

    What the evidence decides comes first, then the settings of the run that is best, then those that all runs have in
    common; both of the report that gives most of them, since settings of several reports need not fit together.
    """
    decided = _decided(units)
    advice = " ".join(each.text for each in decisions(units)).lower().replace("`", "")
    held = max((_held(unit, advice, domain) for unit in units), key=len, default={})
    known = [key.lower() for key in decided]
    chosen = decided | {key: value for key, value in held.items() if not any(each.endswith(key.lower()) for each in known)}
    blocks = [_yaml(chosen)] if len(chosen) >= _FEWEST_SETTINGS else list(_command(units))
    for unit in units:
        steps = [step for step in requirements(unit) if step.code and not _PRIVATE.search(step.code)]
        blocks += [ConfigurationBlock(step.language, step.code, (unit.source(step.code_lines),)) for step in steps]
    return tuple(blocks[:_MOST_BLOCKS])


def _held(unit: Unit, advice: str, domain: Domain) -> Settings:
    """The settings of the best run of a report, and those that all of its runs have in common."""
    best = _advised(unit, advice) or _best_run(unit, domain)
    own = [each for each in settings(unit) if best and each.run == best and not _PRIVATE.search(each.value)]
    chosen = {_key(each.metric): (_yaml_value(each.value), each.source) for each in own if _told_apart(unit, each)}
    common = [fact for fact in fixed_settings(unit) if not _PRIVATE.search(fact.value)]
    for fact in common:
        if not any(_key(fact.name).lower().endswith(key.lower()) for key in chosen):
            chosen[_key(fact.name)] = (_yaml_value(fact.value), unit.source(fact.lines))
    return {key: value for key, value in chosen.items() if key}


def _told_apart(unit: Unit, each: Measured) -> bool:
    """Whether a setting of a run is one: not its name again, not the size of its problem, and not a dash."""
    is_named = _NAMES.match(each.metric) or _SIZE.match(each.metric)
    return any(sign.isalnum() for sign in each.value) and not is_named


def _advised(unit: Unit, advice: str) -> str:
    """The run of a report whose settings the decisions name; empty where they name none, or several alike."""
    varied: dict[str, dict[str, str]] = {}
    for each in settings(unit):
        varied.setdefault(each.metric, {})[each.run] = each.value.replace("`", "").lower()
    points = {run: _named(run, varied, advice) for own in varied.values() for run in own}
    top = max(points.values(), default=0)
    named = [run for run, count in points.items() if count == top]
    return named[0] if top and len(named) == 1 else ""


def _best_run(unit: Unit, domain: Domain) -> str:
    """The run that is best in the first metric and among the best in half of all; empty where there is none."""
    won = [{each.run for each in best} for members in _by_metric(unit) if (best := _best(members, domain))]
    first = next(iter(won[0])) if won and len(won[0]) == 1 else ""
    return first if first and 2 * sum(first in runs for runs in won) >= len(won) else ""


def _named(run: str, varied: Mapping[str, Mapping[str, str]], decided: str) -> int:
    """How many settings of a run a decision names with their values (`6 heads`, `rank 16`, `peak of 1.2e-3`)."""
    count = 2 * bool(len(run) > 2 and re.search(rf"(?<![\w.-]){re.escape(run.lower())}(?![\w.-])", decided))
    for name, own in varied.items():
        if run in own and len(set(own.values())) > 1:
            words = "|".join(re.escape(word) for word in name.lower().replace("_", " ").split() if len(word) > 2)
            value = re.escape(own[run])
            near = rf"(?<![\w.]){value}(?![\w.]*\w) (?:{words})|(?:{words})\w*(?: of| to|=| =|:)? ?{value}(?![\w]|\.\d)"
            count += bool(words and re.search(near, decided))
    return count


def _by_metric(unit: Unit) -> Iterable[list[Measured]]:
    groups: dict[str, list[Measured]] = {}
    for each in results_only(measured(unit)):
        if each.run and each.number is not None:
            groups.setdefault(each.metric, []).append(each)
    return (members for members in groups.values() if len(runs_of(members)) > 1)


def _best(members: Sequence[Measured], domain: Domain) -> list[Measured]:
    """The measurements that share the best value; none where nobody can say which way is better."""
    better = direction(members[0], domain)
    if better is Direction.UNKNOWN:
        return []
    values = [each.number or 0.0 for each in members]
    best = min(values) if better is Direction.LOWER else max(values)
    return [each for each, value in zip(members, values, strict=True) if value == best]


def _decided(units: Sequence[Unit]) -> Settings:
    """The settings that decisions spell out (`use lora_r=16`)."""
    found: Settings = {}
    for each in decisions(units):
        for name, value in _PAIR.findall(each.text):
            if _key(name):
                found.setdefault(_key(name), (_yaml_value(value.strip("\"'")), each.sources[0]))
    return found


def _yaml(settings: Settings) -> ConfigurationBlock:
    shown = dict(list(settings.items())[:_MOST_SETTINGS])
    text = "\n".join(f"{key}: {value}" for key, (value, _) in shown.items())
    return ConfigurationBlock("yaml", text, tuple(dict.fromkeys(source for _, source in shown.values())))


def _key(name: str) -> str:
    plain = name.replace("`", "").strip()
    key = plain.lstrip("-") if _KEY.match(plain.lstrip("-")) else re.sub(r"[^\w.]+", "_", plain.lower()).strip("_")
    return key if _KEY.match(key) and len(key) <= 50 else ""


def _yaml_value(value: str) -> str:
    plain = " ".join(value.replace("`", "").split())
    plain = "true" if plain.startswith("--") else plain  # a switch is its own value
    plain = changed[1] if (changed := _CHANGED.fullmatch(plain)) else plain  # `20 -> 10000`: it was changed to that
    return plain if _PLAIN.match(plain) else json.dumps(plain, ensure_ascii=False)


def _command(units: Sequence[Unit]) -> tuple[ConfigurationBlock, ...]:
    for unit in units:
        for block in unit.blocks:
            if isinstance(block, CodeBlock) and block.language in _SHELL and block.text.count("\n") <= _MOST_LINES:
                text = block.text.strip("\n")
                if text and not _PRIVATE.search(text):
                    return (ConfigurationBlock("bash", text, (unit.source(block.lines),)),)
    return ()
