"""The project's documents as tests read them: code blocks, the marks above them, links and headings."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

_PARSER = MarkdownIt("commonmark").enable("table")
_MARK = re.compile(r"<!-- (?P<key>[a-z ]+): (?P<value>.+?) -->\s*")


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fenced block. `mark` is the key and value of a comment `<!-- key: value -->` right above it."""

    language: str
    text: str
    line: int
    mark: tuple[str, str] = ("", "")


def documents(root: Path) -> list[Path]:
    patterns = ("*.md", "docs/*.md", "docs/*/*.md", "examples/README.md", "examples/*/README.md")
    return [path for pattern in patterns for path in sorted(root.glob(pattern))]


def code_blocks(path: Path) -> Iterator[CodeBlock]:
    mark = ("", "")
    for token in _PARSER.parse(path.read_text(encoding="utf-8")):
        if token.type == "fence":
            yield CodeBlock(token.info, token.content, (token.map or [0])[0] + 1, mark)
        found = _MARK.fullmatch(token.content) if token.type == "html_block" else None
        mark = (found["key"], found["value"]) if found else ("", "")


def inline(path: Path) -> Iterator[tuple[str, str]]:
    """Yield every inline code span as ("code", text) and every link or image target as ("link", target)."""
    for token in _PARSER.parse(path.read_text(encoding="utf-8")):
        for child in token.children or ():
            if child.type == "code_inline":
                yield "code", child.content
            elif child.type in ("link_open", "image"):
                yield "link", str(child.attrs.get("href") or child.attrs.get("src"))


def anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives to the headings."""
    tokens = _PARSER.parse(path.read_text(encoding="utf-8"))
    headings = (tokens[index + 1].content for index, token in enumerate(tokens) if token.type == "heading_open")
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def shell_commands(text: str) -> Iterator[list[str]]:
    """Yield the simple commands of a shell snippet as words; comments, pipes and `&&` separate them."""
    for line in text.replace("\\\n", " ").splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words: list[str] = []
        for word in [*lexer, "|"]:
            if set(word) <= set("|&;<>()"):
                if words:
                    yield words
                words = []
            else:
                words.append(word)


def bot_commands(path: Path) -> Iterator[list[str]]:
    """Yield the arguments of every call of `retro-bot` in shell blocks and code spans."""
    snippets = [block.text for block in code_blocks(path) if block.language in ("bash", "sh", "console")]
    snippets += [text for kind, text in inline(path) if kind == "code" and text.startswith("retro-bot ")]
    for snippet in snippets:
        for words in shell_commands(snippet):
            if words[0].rsplit("/", 1)[-1] == "retro-bot":
                yield words[1:]
