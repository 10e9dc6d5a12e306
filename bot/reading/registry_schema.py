"""The JSON schema of the registry, and the keys that it names."""

from __future__ import annotations

import json
from functools import cache
from pkgutil import get_data
from typing import Any


@cache
def registry_schema() -> dict[str, Any]:
    """Return the schema that is shipped; it is shared, and not to be changed."""
    schema: dict[str, Any] = json.loads(get_data("bot", "schemas/registry.schema.json") or b"{}")
    return schema


def known_keys(*above: str) -> tuple[str, ...]:
    """Return the keys that are read in the registry, or in the object below the keys `above`."""
    schema = registry_schema()
    for key in above:
        schema = schema["properties"][key]
    return tuple(schema["properties"])
