"""The settings of the best or last validated run as a block to copy, else the command that was run."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from bot.model.draft import ConfigurationBlock
from bot.model.fact import Fact, Kind
from bot.model.report import CodeBlock
from bot.synthesize.evidence import Unit
from bot.synthesize.requirements import requirements
from bot.synthesize.worth import is_blank

_MOST_SETTINGS = 16
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

    Of a setting with several values that of a run in `best_runs` is taken, else the last one that belongs to no single run.
    """
    settings = _settings(units, best_runs)
    blocks = [_yaml(settings)] if len(settings) >= _FEWEST_SETTINGS else list(_command(units))
    for unit in units:
        steps = [step for step in requirements(unit) if step.code and not _PRIVATE.search(step.code)]
        blocks += [ConfigurationBlock(step.language, step.code, (unit.source(step.code_lines),)) for step in steps]
    return tuple(blocks[:_MOST_BLOCKS])


def _settings(units: Sequence[Unit], best_runs: Sequence[str]) -> dict[str, tuple[Fact, Unit]]:
    chosen: dict[str, tuple[Fact, Unit]] = {}
    found = [(fact, unit) for unit in units for fact in unit.of(Kind.PARAMETER) if _key(fact.name) and _is_setting(fact)]
    for fact, unit in found:
        key = _key(fact.name)
        best = any(_same(fact.subject, run) for run in best_runs)
        earlier = chosen.get(key)
        if earlier is None or best or not any(_same(earlier[0].subject, run) for run in best_runs):
            chosen[key] = (fact, unit)
    return dict(list(chosen.items())[:_MOST_SETTINGS])


def _yaml(settings: dict[str, tuple[Fact, Unit]]) -> ConfigurationBlock:
    text = "\n".join(f"{key}: {_yaml_value(fact.value)}" for key, (fact, _) in settings.items())
    return ConfigurationBlock(
        "yaml", text, tuple(dict.fromkeys(unit.source(fact.lines) for fact, unit in settings.values()))
    )


def _is_setting(fact: Fact) -> bool:
    return (
        not is_blank(fact)
        and len(fact.value) <= _LONGEST_VALUE
        and len(fact.value.split()) <= 6
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
