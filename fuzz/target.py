"""One fuzz target: `python -m fuzz.target NAME [options of libFuzzer] [folder of inputs]`."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module

import atheris

with atheris.instrument_imports(include=["bot"]):  # what is imported later would give no coverage
    import bot.extract
    import bot.reading
    from fuzz import properties

    for package in (bot.reading, bot.extract):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)

from bot.reading.formats import REPORT_SUFFIXES

SUFFIXES = tuple(sorted(REPORT_SUFFIXES))


def reports(data: bytes) -> None:
    """Reading and extraction: the first byte says which format and domain, the others are the file."""
    kind = data[0] if data else 0
    properties.check_report(f"a{SUFFIXES[kind % len(SUFFIXES)]}", data[1:], kind // len(SUFFIXES))


def sanitiser(data: bytes) -> None:
    """The sanitiser, on any text."""
    properties.check_sanitiser(data.decode("utf-8", "surrogateescape"))


def registry(data: bytes) -> None:
    """The registry: read, checked, and a skill listed in it."""
    properties.check_registry(data)


TARGETS = {target.__name__: target for target in (reports, sanitiser, registry)}


if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
