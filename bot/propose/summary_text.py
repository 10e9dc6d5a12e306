"""The summary of a retrospective as markdown: each line ends with links to the lines that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.model.draft import Retrospective, Source, Statement
from bot.propose.citations import line_range, merged, short_names, target
from bot.propose.sanitising import inline

_MOST_LINKS = 3


class SummarySection(NamedTuple):
    """One of the four headings with its bullets."""

    title: str
    lines: tuple[str, ...]


class Links:
    """Links to the evidence as one document writes them: `[L4-L9](...)`, with the report's name where there are several.

    `base` is put before each path: empty for paths relative to the repository, else the address of its files.
    """

    def __init__(self, sources: Iterable[Source], base: str = "") -> None:
        self.base = base
        self.names = short_names({source.path for source in sources})

    def __call__(self, sources: Iterable[Source], gap: int = 1) -> str:
        """Return at most three links; ranges that are at most `gap` lines apart are one link."""
        found = merged(sources, gap)
        texts = [self._link(source) for source in found[:_MOST_LINKS]]
        more = f" and {len(found) - _MOST_LINKS} more" if len(found) > _MOST_LINKS else ""
        return ", ".join(texts) + more

    def _link(self, source: Source) -> str:
        text = f"{self.names.get(source.path, source.path)} {line_range(source)}".strip()
        return f"[{text}]({self.base}{target(source, '')})"


def summary_sections(retrospective: Retrospective, links: Links) -> tuple[SummarySection, ...]:
    """Return the headings that have something to say, in order."""
    summary = retrospective.summary
    parts = (
        ("What we tried", summary.what_we_tried),
        ("Key findings", summary.key_findings),
        ("What failed", summary.what_failed),
        ("Open questions", summary.open_questions),
    )
    return tuple(SummarySection(title, cited_lines(statements, links)) for title, statements in parts if statements)


def cited_lines(statements: Sequence[Statement], links: Links) -> tuple[str, ...]:
    """Return each statement as one line with its links."""
    return tuple(f"{inline(statement.text)} {links(statement.sources)}".rstrip() for statement in statements)


def summary_markdown(title: str, sections: Sequence[SummarySection]) -> str:
    """Return the summary as a document of its own under the heading `title`."""
    return "\n\n".join((f"## {title}", *map(section_markdown, sections))) + "\n"


def section_markdown(section: SummarySection) -> str:
    """Return a section as a heading with a bullet a line."""
    return "\n".join((f"### {section.title}", "", *(f"- {line}" for line in section.lines)))
