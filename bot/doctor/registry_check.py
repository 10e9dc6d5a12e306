"""The registry: is it there, is it JSON, does it fit its schema, and are its keys ones that are read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.doctor.finding import Examined, Finding, Severity
from bot.domains.loading import DOMAINS, load_domain
from bot.domains.unknown_keys import unknown_keys
from bot.reading.json_keys import line_of
from bot.spelling import did_you_mean, nearest

_TOP = ("domain", "version", "created", "updated", "paths", "skills")
_PATHS = ("reports", "experiment_log", "troubleshooting", "templates", "skills")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHAPES = {
    "string": 'write a text in quotes, as in "reports/"',
    "object": "write an object in braces, as in {}",
    "array": 'write a text or a list, as in [".agents/skills"]',
}


def registry_findings(examined: Examined) -> Iterator[Finding]:
    """Yield what is wrong with the registry as a file; whether its paths lead somewhere is another matter."""
    registry = examined.registry
    if not registry.text and not examined.problems:
        message = "there is no registry; the bot looks for everything itself"
        yield Finding("registry-missing", Severity.WARNING, registry.path, 0, message, "retro-bot init writes one")
        return
    for problem in examined.problems:
        message = problem.message.partition(";")[0]
        check, fix = ("registry-type", _shape(message)) if registry.content else ("registry-json", _json_fix(message))
        yield Finding(check, Severity.ERROR, registry.path, problem.line, message, fix)
    if registry.content:
        yield from _keys(examined)
        yield from _duplicates(examined)
        yield from _domain(examined)
        yield from _dates(examined)


def _shape(message: str) -> str:
    return next((fix for kind, fix in _SHAPES.items() if kind in message), "write it as docs/setting-up.md shows")


def _json_fix(message: str) -> str:
    if "UTF-8" in message:
        return "save the file as UTF-8"
    return (
        "mend the JSON there: a comma too many or too few, a quote that is missing"
        if "JSON" in message
        else "mend the file"
    )


def _keys(examined: Examined) -> Iterator[Finding]:
    registry = examined.registry
    paths = registry.content.get("paths")
    for keys, known in ((registry.content, _TOP), (paths if isinstance(paths, Mapping) else {}, _PATHS)):
        for key in keys:
            meant = nearest(key, known) if key not in known else ""
            if meant and meant not in keys:
                above = () if known is _TOP else ("paths",)
                line = line_of(registry.text, *above, key)
                message = f"{'.'.join((*above, key))} is a key that nothing reads"
                yield Finding("registry-key", Severity.ERROR, registry.path, line, message, f"did you mean {meant}?")


def _duplicates(examined: Examined) -> Iterator[Finding]:
    twice: list[str] = []

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        twice.extend(dict.fromkeys(key for key in keys if keys.count(key) > 1))
        return dict(pairs)

    text = examined.registry.text
    json.loads(text.removeprefix("\ufeff"), object_pairs_hook=collect)
    for key in twice:
        line = text.count("\n", 0, text.rfind(json.dumps(key, ensure_ascii=False))) + 1
        message = f"{key} stands there twice, and only the last one counts"
        yield Finding("registry-duplicate", Severity.ERROR, examined.registry.path, line, message, "keep one of them")


def _domain(examined: Examined) -> Iterator[Finding]:
    registry = examined.registry
    own = [path.rpartition("/")[2].rpartition(".")[0] for path in examined.domain_files]
    name = registry.content.get("domain")
    known = (*DOMAINS, "general", *own)
    if isinstance(name, str) and name.strip() and name.strip().lower() not in known:
        otherwise = f"name one of {', '.join(known)}, or write .retro-bot/domains/{name}.yaml"
        fix = did_you_mean(name, known, otherwise)
        message = f"there is no domain {name}; general rules are used"
        yield Finding("domain-unknown", Severity.ERROR, registry.path, line_of(registry.text, "domain"), message, fix)
    for path, each in zip(examined.domain_files, own, strict=True):
        _, warning = load_domain(each, examined.domain_files)
        if warning:
            place, _, said = warning.partition(": ")
            message, _, fix = said.rstrip(")").partition(" (")
            line = place.rpartition(":")[2]
            number = int(line) if line.isdigit() else 1
            yield Finding("domain-file", Severity.ERROR, path, number, message, fix or "docs/writing-a-domain.md shows one")
    for path, problem in unknown_keys(examined.domain_files):
        message, _, fix = problem.message.rstrip(")").partition(" (")
        yield Finding("domain-key", Severity.WARNING, path, problem.line, message, fix)


def _dates(examined: Examined) -> Iterator[Finding]:
    registry = examined.registry
    for key in ("created", "updated"):
        value = registry.content.get(key)
        if isinstance(value, str) and not _DATE.fullmatch(value):
            message = f"{key} is {value!r}, which is no date that the bot can bring up to date"
            line = line_of(registry.text, key)
            yield Finding("registry-date", Severity.WARNING, registry.path, line, message, "write it as YYYY-MM-DD")
