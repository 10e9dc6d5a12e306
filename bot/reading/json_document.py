"""JSON parsed together with the lines on which each value stands; scalars stay as they were written."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import NoReturn

from bot.model.report import Lines

MAX_DEPTH = 100
_SPACE = re.compile(r"[ \t\n]*+")
_SCALAR = re.compile(r'"(?:[^"\\\n]|\\.)*+"|-?\d[\d.eE+-]*+|true|false|null|NaN|-?Infinity')


class BrokenJson(Exception):
    """What is wrong with a JSON text, and the 1-based line of it.

    `is_followed` says that a whole value stands there and more text after it, as in a file with one value a line.
    """

    def __init__(self, line: int, message: str, is_followed: bool = False) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.is_followed = is_followed


@dataclass(slots=True)
class JsonNode:
    """A value and its lines. `text` is a scalar as it was written (a string without quotes and escapes).

    `members` holds an object's values, `elements` an array's; both are None in a scalar. `is_string` tells `"1"` from `1`.
    """

    lines: Lines
    text: str = ""
    is_string: bool = False
    members: dict[str, JsonNode] | None = None
    elements: list[JsonNode] | None = None

    @property
    def is_scalar(self) -> bool:
        """Whether the value is a string, a number, true, false or null."""
        return self.members is None and self.elements is None

    @property
    def is_null(self) -> bool:
        """Whether the value is `null`."""
        return self.text == "null" and not self.is_string

    def get(self, key: str) -> JsonNode | None:
        """Return the member of that name; None where there is none, or where this is no object."""
        return self.members.get(key) if self.members else None


def parse_json(text: str, first_line: int = 1) -> JsonNode:
    """Return the value in `text`, whose first line counts as `first_line`; raise BrokenJson if it is none."""
    return _Parser(text, first_line).parse()


class _Parser:
    """One pass over the text. Open containers stand on a stack of its own, so no nesting exhausts the interpreter's."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.newlines = [match.start() for match in re.finditer("\n", text)]
        self.first_line = first_line
        self.position = 0
        self.open: list[JsonNode] = []
        self.keys: list[str] = []
        self.root: JsonNode | None = None

    def line(self) -> int:
        return bisect_left(self.newlines, self.position) + self.first_line

    def parse(self) -> JsonNode:
        expected = "value"
        while True:
            space = _SPACE.match(self.text, self.position)
            self.position = space.end() if space else self.position
            sign = self.text[self.position : self.position + 1]
            if not sign:
                break
            expected = self.take(sign, expected)
        if self.root is None or self.open:
            self.fail("the file ends before its value does: it was cut off; write it again")
        return self.root

    def take(self, sign: str, expected: str) -> str:
        """Take in one token; return what has to come next."""
        if sign in "{[" and expected in ("value", "value or ]"):
            return self.open_container(sign)
        if sign in "}]" and expected in ("comma", f"value or {sign}", f"key or {sign}") and self.closes(sign):
            return self.close_container()
        if sign == "," and expected == "comma":
            self.position += 1
            return "value" if self.open[-1].members is None else "key"
        if sign == ":" and expected == "colon":
            self.position += 1
            return "value"
        return self.scalar(sign, expected)

    def scalar(self, sign: str, expected: str) -> str:
        match = _SCALAR.match(self.text, self.position)
        if sign == '"' and match is None:
            self.fail("a string is not closed on its line: close the quote, and write line breaks as \\n")
        is_key = sign == '"' and expected in ("key", "key or }")
        if match is None or not (is_key or expected in ("value", "value or ]")):
            self.fail(self.explanation(sign, expected), is_followed=expected == "end")
        text = self.unquoted(match[0]) if sign == '"' else match[0]
        if is_key:
            self.keys[-1] = text
            self.position = match.end()
            return "colon"
        line = self.line()
        self.attach(JsonNode((line, line), text, sign == '"'))
        self.position = match.end()
        return self.after_value()

    def unquoted(self, token: str) -> str:
        if "\\" not in token:
            return token[1:-1]
        try:
            # JSON can spell half a surrogate pair, which no UTF-8 file can hold.
            return str(json.loads(token, strict=False)).encode("utf-8", "replace").decode()
        except ValueError:
            self.fail(f"a string holds a backslash that escapes nothing, in {token[:30]}: double it")

    def open_container(self, sign: str) -> str:
        line = self.line()
        node = JsonNode((line, line), members={}) if sign == "{" else JsonNode((line, line), elements=[])
        self.attach(node)
        self.open.append(node)
        self.keys.append("")
        if len(self.open) > MAX_DEPTH:
            self.fail(f"values are nested more than {MAX_DEPTH} deep: keep a flat summary as the report")
        self.position += 1
        return "key or }" if sign == "{" else "value or ]"

    def closes(self, sign: str) -> bool:
        return bool(self.open) and (self.open[-1].members is not None) == (sign == "}")

    def close_container(self) -> str:
        self.keys.pop()
        node = self.open.pop()
        node.lines = node.lines[0], self.line()
        self.position += 1
        return self.after_value()

    def attach(self, node: JsonNode) -> None:
        if not self.open:
            self.root = node
        elif self.open[-1].members is not None:
            self.open[-1].members[self.keys[-1]] = node
        elif self.open[-1].elements is not None:
            self.open[-1].elements.append(node)

    def after_value(self) -> str:
        return "comma" if self.open else "end"

    def explanation(self, sign: str, expected: str) -> str:
        found = self.text[self.position : self.position + 20].split("\n")[0]
        if expected == "end":
            return f"text follows the end of the value, from `{found}`: remove it"
        if sign in "}]" and expected in ("key", "value"):
            return f"a comma stands before `{sign}`: remove it"
        if expected == "comma":
            return f"a comma or the closing bracket is missing before `{found}`"
        return f"`{found}` stands where a {expected.replace('colon', '`:`')} should: correct or remove it"

    def fail(self, message: str, is_followed: bool = False) -> NoReturn:
        raise BrokenJson(self.line(), message, is_followed)
