"""The settings of the best or last validated run as a block to copy, else the command that was run."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TypeAlias

from bot.model.draft import ConfigurationBlock, Source
from bot.model.fact import Fact, Kind
from bot.model.report import CodeBlock
from bot.synthesize.evidence import Unit
from bot.synthesize.phrases import is_negative
from bot.synthesize.requirements import requirements
from bot.synthesize.statements import tidy
from bot.synthesize.worth import is_blank

Settings: TypeAlias = dict[str, tuple[str, Source]]

_MOST_SETTINGS = 16
_MOST_NAME_WORDS = 4
_PAIR = re.compile(r"(?<![\w.-])(?:--)?([A-Za-z][\w.]*(?:_\w+|\.\w+)+) ?= ?(\"[^\"\n]{1,40}\"|[^\s,;)`]{1,40}[^\s,;)`.])")
_FEWEST_SETTINGS = 2
_LONGEST_VALUE = 60
_MOST_LINES = 14
_MOST_BLOCKS = 5
_KEY = re.compile(r"[A-Za-z][\w.\-/]*$")
_PLAIN = re.compile(r"(?:[A-Za-z_][\w.\-/]*|[-+]?\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?)$")
_SHELL = frozenset(("bash", "sh", "shell", "console", "zsh"))
_PRIVATE = re.compile(r"/(?:home|Users|root|tmp|mnt)/|\b(?:token|secret|password|api_key)\b", re.I)


def configuration(units: Sequence[Unit], best_runs: Sequence[str] = ()) -> tuple[ConfigurationBlock, ...]:
    """Return the settings as YAML, then the code of numbered requirements; where there are no settings, the command.

    Of a setting with several values the one that the evidence recommends is taken, else that of a run in `best_runs`, else
    the last one.
    """
    settings = _settings(units, best_runs) | _recommended(units)
    blocks = [_yaml(settings)] if len(settings) >= _FEWEST_SETTINGS else list(_command(units))
    for unit in units:
        steps = [step for step in requirements(unit) if step.code and not _PRIVATE.search(step.code)]
        blocks += [ConfigurationBlock(step.language, step.code, (unit.source(step.code_lines),)) for step in steps]
    return tuple(blocks[:_MOST_BLOCKS])


def _settings(units: Sequence[Unit], best_runs: Sequence[str]) -> Settings:
    chosen: dict[str, tuple[str, Source, bool]] = {}
    found = [(fact, unit) for unit in units for fact in unit.of(Kind.PARAMETER) if _key(fact.name) and _is_setting(fact)]
    for fact, unit in found:
        key = _key(fact.name)
        best = any(_same(fact.subject, run) for run in best_runs)
        if best or key not in chosen or not chosen[key][2]:
            chosen[key] = (_yaml_value(fact.value), unit.source(fact.lines), best)
    return {key: (value, source) for key, (value, source, _) in chosen.items()}


def _recommended(units: Sequence[Unit]) -> Settings:
    """The settings that practices spell out (`use lora_r=16`)."""
    advice = [(fact, unit) for unit in units for fact in unit.of(Kind.PRACTICE) if not is_negative(tidy(fact.text))]
    pairs = ((pair, unit.source(fact.lines)) for fact, unit in advice for pair in _PAIR.findall(fact.text))
    return {_key(name): (_yaml_value(value.strip("\"'")), source) for (name, value), source in pairs if _key(name)}


def _yaml(settings: Settings) -> ConfigurationBlock:
    shown = dict(list(settings.items())[:_MOST_SETTINGS])
    text = "\n".join(f"{key}: {value}" for key, (value, _) in shown.items())
    return ConfigurationBlock("yaml", text, tuple(dict.fromkeys(source for _, source in shown.values())))


def _is_setting(fact: Fact) -> bool:
    return (
        not is_blank(fact)
        and len(fact.value) <= _LONGEST_VALUE
        and len(fact.value.split()) <= 6
        and len(fact.name.split()) <= _MOST_NAME_WORDS
        and not _PRIVATE.search(fact.value)
    )


def _key(name: str) -> str:
    plain = name.replace("`", "").strip()
    key = plain.lstrip("-") if _KEY.match(plain.lstrip("-")) else re.sub(r"[^\w.]+", "_", plain.lower()).strip("_")
    return key if _KEY.match(key) and len(key) <= 50 else ""


def _yaml_value(value: str) -> str:
    plain = " ".join(value.replace("`", "").split())
    return plain if _PLAIN.match(plain) else json.dumps(plain, ensure_ascii=False)


def _same(first: str, second: str) -> bool:
    left, right = first.replace("`", "").lower(), second.replace("`", "").lower()
    return bool(left and right) and (left == right or left in right or right in left)


def _command(units: Sequence[Unit]) -> tuple[ConfigurationBlock, ...]:
    for unit in units:
        for block in unit.blocks:
            if isinstance(block, CodeBlock) and block.language in _SHELL and block.text.count("\n") <= _MOST_LINES:
                text = block.text.strip("\n")
                if text and not _PRIVATE.search(text):
                    return (ConfigurationBlock("bash", text, (unit.source(block.lines),)),)
    return ()
