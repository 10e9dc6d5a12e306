"""Cut GitHub's OpenAPI description (MIT, npm `@octokit/openapi`) to the operations that the bot and its stand-in use.

Usage: python tests/standin/openapi/cut.py DESCRIPTION.json
Writes github-openapi-cut.json beside itself; every $ref in it resolves inside the file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))

from tests.standin.endpoints import OPERATIONS  # noqa: E402


def references(node: Any) -> Iterator[str]:
    """Yield every $ref below `node`."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def without_prose(node: Any) -> Any:
    """Return `node` without what is for readers: descriptions, examples, links to pages."""
    if isinstance(node, list):
        return [without_prose(value) for value in node]
    if not isinstance(node, dict):
        return node
    return {key: without_prose(value) for key, value in node.items() if not is_prose(key, value)}


def is_prose(key: str, value: Any) -> bool:
    """Say whether a member is prose; a property of a schema may have the same name, and has an object for it."""
    if key in ("description", "summary") and isinstance(value, str):
        return True
    if key in ("example", "examples"):
        return not (isinstance(value, dict) and ("type" in value or "$ref" in value))
    return key in ("externalDocs", "x-github", "x-octokit", "tags") and not (isinstance(value, dict) and "type" in value)


def cut(document: dict[str, Any]) -> dict[str, Any]:
    """Return the description with the operations in `OPERATIONS` and what they refer to, and nothing else."""
    paths: dict[str, Any] = {}
    for path, methods in document["paths"].items():
        kept = {m: o for m, o in methods.items() if isinstance(o, dict) and o.get("operationId") in OPERATIONS}
        if kept:
            paths[path] = kept
    components: dict[str, dict[str, Any]] = {}
    waiting, seen = list(references(paths)), set()
    while waiting:
        reference = waiting.pop()
        if reference not in seen:
            seen.add(reference)
            _, _, group, name = reference.split("/")
            node = document["components"][group][name]
            components.setdefault(group, {})[name] = node
            waiting += references(node)
    kept_keys = ("openapi", "info", "servers")
    return {key: document[key] for key in kept_keys} | {"paths": paths, "components": components}


if __name__ == "__main__":
    whole = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = json.dumps(cut(without_prose(whole)), separators=(",", ":"), sort_keys=True)
    (HERE / "github-openapi-cut.json").write_text(text + "\n", encoding="utf-8")
