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
    text = json.dumps(cut(whole), separators=(",", ":"), sort_keys=True)
    (HERE / "github-openapi-cut.json").write_text(text + "\n", encoding="utf-8")
