"""GitHub's OpenAPI description (a cut of it): every request and every answer is held against it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

_DESCRIPTION = Path(__file__).parent / "openapi" / "github-openapi-cut.json"


class NotAsDescribed(AssertionError):
    """A request or an answer that GitHub's description does not allow."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: `template` is its path in the description, `pattern` matches a request's path."""

    method: str
    template: str
    pattern: re.Pattern[str]
    description: dict[str, Any]


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = _as_json_schema(json.loads(_DESCRIPTION.read_text(encoding="utf-8")))
    return document


def _as_json_schema(node: Any) -> Any:
    """Return `node` with OpenAPI 3.0's `nullable`, which JSON Schema does not know, as an alternative of null."""
    if isinstance(node, list):
        return [_as_json_schema(value) for value in node]
    if not isinstance(node, dict):
        return node
    schema = {key: _as_json_schema(value) for key, value in node.items() if (key, value) != ("nullable", True)}
    return {"anyOf": [{"type": "null"}, schema]} if node.get("nullable") is True else schema


@cache
def _operations() -> tuple[Operation, ...]:
    found = []
    for template, methods in _document()["paths"].items():
        pattern = re.sub(r"\{(\w+)\}", lambda m: f"(?P<{m[1]}>{'.+' if m[1] == 'ref' else '[^/]+'})", template)
        for method, description in methods.items():
            found.append(Operation(method.upper(), template, re.compile(f"^{pattern}$"), description))
    return tuple(found)


def find_operation(method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
    """Return the operation for a request and its path parameters, None where the description has none."""
    for operation in _operations():
        if operation.method == method and (match := operation.pattern.match(path)):
            return operation, match.groupdict()
    return None


def described_operations() -> set[str]:
    """Return GitHub's ids of the operations that are described here."""
    return {operation.description["operationId"] for operation in _operations()}


def check_request(operation: Operation, body: Any) -> None:
    """Raise `NotAsDescribed` where the body of a request does not fit."""
    content = operation.description.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        if body not in (None, {}):
            raise NotAsDescribed(f"{operation.method} {operation.template} takes no body, got {body!r}")
        return
    schema = content["schema"]
    if operation.description["operationId"] == "issues/add-labels" and isinstance(body, list):
        body = {"labels": body}  # the bare list that the API has always taken, and PyGithub sends; the description lost it
    unknown = set(body or {}) - set(schema.get("properties", {})) if schema.get("type") == "object" else set()
    if unknown:
        raise NotAsDescribed(f"{operation.method} {operation.template} does not know {sorted(unknown)}")
    _check(schema, body if body is not None else {}, f"request {operation.method} {operation.template}")


def check_answer(operation: Operation, status: int, body: Any) -> None:
    """Raise `NotAsDescribed` where an answer's status is not described or its body does not fit."""
    answers = operation.description["responses"]
    if str(status) not in answers:
        if status >= 400:  # faults of the network and limits may strike anywhere
            return
        raise NotAsDescribed(f"{operation.method} {operation.template} never answers {status}")
    answer = answers[str(status)]
    if "$ref" in answer:
        answer = _document()["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
    content = answer.get("content", {}).get("application/json")
    if content is not None:
        _check(content["schema"], body, f"answer {status} of {operation.method} {operation.template}")


def _check(schema: dict[str, Any], value: Any, what: str) -> None:
    errors = _validator(json.dumps(schema, sort_keys=True)).iter_errors(value)
    problems = [f"{'/'.join(map(str, error.instance_path))}: {error.message[:200]}" for error in errors]
    if problems:
        raise NotAsDescribed(f"{what}: {'; '.join(problems[:3])}")


@cache
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    whole = {**json.loads(schema), "components": _document()["components"]}
    return jsonschema_rs.Draft202012Validator(whole)
