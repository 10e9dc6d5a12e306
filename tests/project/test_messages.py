"""Every message for users that the code can print has its entry in docs/troubleshooting.md, and no entry is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "troubleshooting.md"
ROW = re.compile(r"^\| (?P<ticks>`+) ?(?P<message>.+?) ?(?P=ticks) \| (?P<meaning>.+) \|$")
LEAST_WORDS = 3
"""Letters of a message that is its own; what only passes on another one's words has its entry there."""


def template(node: ast.expr | None) -> str:
    """The text of an expression as a person sees it, with … for what differs."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(template(part) if isinstance(part, ast.Constant) else "…" for part in node.values)
    if isinstance(node, ast.BinOp):
        return template(node.left) + template(node.right)
    return "…"


def messages_of(tree: ast.AST) -> Iterator[str]:
    """Yield each message that is raised or told, with its fix in brackets."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in ("UserError", "UsageError") and node.args:
            fixes = [template(keyword.value) for keyword in node.keywords if keyword.arg == "fix"]
            told = " ".join(template(node.args[0]).split())
            yield told + (f" ({fixes[0]})" if fixes else "")


def told() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "bot").rglob("*.py")))
    found = {message for tree in trees for message in messages_of(tree)}
    return {message for message in found if len(re.findall(r"[A-Za-z]", message)) >= LEAST_WORDS}


def entries() -> list[str]:
    lines, listed, inside = PAGE.read_text(encoding="utf-8").split("\n"), [], False
    for line in lines:
        inside = (inside or line == "<!-- messages -->") and (line.startswith(("|", "<!--")))
        if inside and (found := ROW.match(line)):
            listed.append(found["message"])
    return listed


def test_every_message_has_an_entry() -> None:
    assert sorted(told() - set(entries())) == []


def test_every_entry_is_a_message_of_the_program() -> None:
    assert sorted(set(entries()) - told()) == []


def test_no_message_has_two_entries() -> None:
    listed = entries()
    assert sorted(message for message in set(listed) if listed.count(message) > 1) == []


def test_a_message_is_read_as_a_person_sees_it() -> None:
    tree = ast.parse(
        'raise UserError(f"{path} is a link, and nothing" " is written", fix=f"known are {x}")\nUsageError(str(e))'
    )
    assert list(messages_of(tree)) == ["… is a link, and nothing is written (known are …)", "…"]
