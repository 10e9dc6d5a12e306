"""The registry: is it there, is it JSON, does it fit its schema, and are its keys ones that are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.doctor.finding import Examined, Finding, Severity
from bot.domains.loading import DOMAINS, domain_error, domain_name
from bot.domains.unknown_keys import line_of_key, unknown_key_flaws
from bot.reading.json_keys import keys_twice, line_of
from bot.reading.registry_schema import known_keys
from bot.spelling import did_you_mean, misspelt, nearest

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def registry_findings(examined: Examined) -> Iterator[Finding]:
    """Yield what is wrong with the registry as a file; whether its paths lead somewhere is another matter."""
    registry = examined.registry
    if not registry.text and not examined.broken_registry:
        message = "there is no registry; the bot looks for everything itself"
        yield Finding("registry-missing", Severity.WARNING, registry.path, 0, message, "retro-bot init writes one")
        return
    for flaw in (examined.broken_registry,) if examined.broken_registry else ():
        yield Finding("registry-json", Severity.ERROR, registry.path, flaw.line, flaw.message, flaw.fix)
    for flaw in examined.misfits:
        yield Finding("registry-type", Severity.ERROR, registry.path, flaw.line, flaw.message, flaw.fix)
    if registry.content:
        yield from _keys(examined)
        yield from _duplicates(examined)
        yield from _domain(examined)
        yield from _dates(examined)


def _keys(examined: Examined) -> Iterator[Finding]:
    """Keys that were probably meant otherwise. At the top a team may have its own, so that only a slip is told there."""
    registry = examined.registry
    for above, which in (((), misspelt), (("paths",), nearest), (("writer",), nearest)):
        held = registry.content.get(above[0]) if above else registry.content
        known = known_keys(*above)
        keys = held if isinstance(held, Mapping) else {}
        for key in keys:
            meant = which(key, known) if key not in known else ""
            if meant and meant not in keys:
                line = line_of(registry.text, *above, key)
                message = f"{'.'.join((*above, key))} is a key that nothing reads"
                yield Finding("registry-key", Severity.ERROR, registry.path, line, message, f"did you mean {meant}?")


def _duplicates(examined: Examined) -> Iterator[Finding]:
    for key, line in keys_twice(examined.registry.text):
        message = f"{key} stands there twice, and only the last one counts"
        yield Finding("registry-duplicate", Severity.ERROR, examined.registry.path, line, message, "keep one of them")


def _domain(examined: Examined) -> Iterator[Finding]:
    registry = examined.registry
    own = [domain_name(path) for path in examined.domain_files]
    name = registry.content.get("domain")
    known = (*DOMAINS, "general", *own)
    if isinstance(name, str) and name.strip() and name.strip().lower() not in known:
        otherwise = f"name one of {', '.join(known)}, or write .retro-bot/domains/{name}.yaml"
        fix = did_you_mean(name, known, otherwise)
        message = f"there is no domain {name}; general rules are used"
        yield Finding("domain-unknown", Severity.ERROR, registry.path, line_of(registry.text, "domain"), message, fix)
    for path, each in zip(examined.domain_files, own, strict=True):
        if error := domain_error(each, examined.domain_files):
            line = error.line or (1 if error.path else line_of_key(examined.domain_files[path], "extends"))
            fix = error.fix or "docs/writing-a-domain.md shows one"
            yield Finding("domain-file", Severity.ERROR, path, line, error.message, fix)
    for path, flaw in unknown_key_flaws(examined.domain_files):
        yield Finding("domain-key", Severity.WARNING, path, flaw.line, flaw.message, flaw.fix)


def _dates(examined: Examined) -> Iterator[Finding]:
    registry = examined.registry
    for key in ("created", "updated"):
        value = registry.content.get(key)
        if isinstance(value, str) and not _DATE.fullmatch(value):
            message = f"{key} is {value!r}, which is no date that the bot can bring up to date"
            line = line_of(registry.text, key)
            yield Finding("registry-date", Severity.WARNING, registry.path, line, message, "write it as YYYY-MM-DD")
