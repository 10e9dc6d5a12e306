"""New members for an object or a list in the text of a JSON file, in the format of those that are there."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.reading.json_places import Place, closing, members


def with_members(text: str, place: Place, names: Sequence[str], values: Sequence[object]) -> str:
    """Return the text with members at the end of the object or list at `place`, formatted as those that are there.

    `names` are the keys of the new members, for an object; a list has `values` only. Every other byte stays.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    is_object = text[place.start] == "{"
    inner = members(text, place.start)
    on_lines = newline[-1] in text[place.start : inner[0].key_start] if inner else newline[-1] in text
    outer_indent = _indent(text, place.key_start)
    indent = _indent(text, inner[-1].key_start) if inner else outer_indent * 2
    step = indent.removeprefix(outer_indent) or "  "
    spread = newline[-1] in text[inner[-1].start : inner[-1].end] if inner and _is_container(text, inner) else not inner
    dumped = [_dumped(value, indent, step if spread and on_lines else "", newline, text.isascii()) for value in values]
    written = [f"{json.dumps(name)}: {value}" if is_object else value for name, value in zip(names, dumped, strict=True)]
    start = newline + indent if on_lines else ""
    separator = f",{start}" if on_lines else ", "
    end = inner[-1].end if inner else place.start + 1
    added = (separator if inner else start) + separator.join(written)
    tail = text[end:] if inner else (newline + outer_indent if on_lines else "") + text[closing(text, place.start) :]
    return text[:end] + added + tail


def _is_container(text: str, inner: Sequence[Place]) -> bool:
    return text[inner[-1].start] in "{["


def _indent(text: str, position: int) -> str:
    line = text[text.rfind("\n", 0, position) + 1 : position]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _dumped(value: object, indent: str, step: str, newline: str, ascii_only: bool) -> str:
    if not step:
        return json.dumps(value, ensure_ascii=ascii_only)
    lines = json.dumps(value, indent=step, ensure_ascii=ascii_only).split("\n")
    return f"{newline}{indent}".join(lines)
