"""What YAML may not hold here: aliases, with which a few bytes become gigabytes, and nesting that nobody wrote by hand."""

from __future__ import annotations

from typing import Any

MAX_DEPTH = 20


def yaml_excess(source: str, loader: Any) -> tuple[str, int] | None:
    """Return why `source` is not to be loaded, with its 1-based line, None where it may; nothing is built to know it.

    `loader` is the loader that will read it. Raises `yaml.YAMLError` for what is no YAML.
    """
    import yaml

    depth = 0
    event: Any
    for event in yaml.parse(source, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        reason = "aliases are not read" if isinstance(event, yaml.AliasEvent) else ""
        reason = reason or ("it is nested too deeply" if depth >= MAX_DEPTH else "")
        if reason:
            return reason, int(event.start_mark.line) + 1
    return None
