"""The settings of the best or last validated run as a block to copy, else the command that was run."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from bot.model.draft import ConfigurationBlock, Source
from bot.model.fact import Fact, Kind
from bot.model.report import CodeBlock
from bot.synthesize.evidence import Unit
from bot.synthesize.worth import is_blank

_MOST_SETTINGS = 16
_FEWEST_SETTINGS = 2
_LONGEST_VALUE = 60
_MOST_LINES = 14
_KEY = re.compile(r"[A-Za-z][\w.\-/]*$")
_PLAIN = re.compile(r"(?:[A-Za-z_][\w.\-/]*|[-+]?\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?)$")
_SHELL = frozenset(("bash", "sh", "shell", "console", "zsh"))
_PRIVATE = re.compile(r"/(?:home|Users|root|tmp|mnt)/|\b(?:token|secret|password|api_key)\b", re.I)


def configuration(units: Sequence[Unit], best_runs: Sequence[str] = ()) -> tuple[ConfigurationBlock, ...]:
    """Return the settings as YAML: of a setting with several values, that of a run in `best_runs`, else the last one."""
    chosen: dict[str, tuple[str, Source, bool]] = {}
    for unit in units:
        for fact in unit.of(Kind.PARAMETER):
            key = _key(fact.name)
            if not key or not _is_setting(fact):
                continue
            best = any(_same(fact.subject, run) for run in best_runs if run)
            if key not in chosen or best or not chosen[key][2]:
                chosen[key] = (_yaml_value(fact.value), unit.source(fact.lines), best)
    settings = dict(list(chosen.items())[:_MOST_SETTINGS])
    if len(settings) >= _FEWEST_SETTINGS:
        text = "\n".join(f"{key}: {value}" for key, (value, _, _) in settings.items())
        return (ConfigurationBlock("yaml", text, tuple(dict.fromkeys(source for _, source, _ in settings.values()))),)
    return _command(units)


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
    return bool(left) and (left == right or left in right or right in left)


def _command(units: Sequence[Unit]) -> tuple[ConfigurationBlock, ...]:
    for unit in units:
        for block in unit.blocks:
            if isinstance(block, CodeBlock) and block.language in _SHELL and block.text.count("\n") <= _MOST_LINES:
                text = block.text.strip("\n")
                if text and not _PRIVATE.search(text):
                    return (ConfigurationBlock("bash", text, (unit.source(block.lines),)),)
    return ()
