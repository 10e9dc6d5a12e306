"""A markdown file as a report: its front matter and its blocks."""

from __future__ import annotations

from bot.reading.contents import Contents
from bot.reading.front_matter import split_front_matter
from bot.reading.markdown import markdown_blocks


def read(text: str) -> Contents:
    """Return the contents of a markdown file; settings in its front matter come first, as code."""
    front_matter = split_front_matter(text)
    problems = (front_matter.problem,) if front_matter.problem else ()
    return Contents((*front_matter.settings, *markdown_blocks(text)), problems, front_matter=front_matter.values)
