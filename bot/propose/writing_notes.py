"""What the pull request says of a model that had a hand in it: the sections that it wrote, and what it suggests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.model.draft import Retrospective, WrittenSection
from bot.model.plan import Proposal, Target
from bot.propose.sanitising import plain
from bot.propose.summary_text import Links, cited_lines

_LONGEST_MODEL = 80
_CHECKED = "Each of its statements was checked against the lines that it cites; all else is the rules' own."


def writing_notes(retrospective: Retrospective, proposals: Sequence[Proposal], links: Links) -> tuple[str, ...]:
    """Return the notes as lines of safe markdown, none where the rules wrote all of it."""
    writing = retrospective.writing
    if writing is None:
        return ()
    model = f"the model `{plain(writing.model, _LONGEST_MODEL)}`"
    notes = []
    if writing.written:
        notes.append(f"**Written by {model}:** {told_sections(writing.written)}. {_CHECKED}")
    if writing.refused:
        notes.append(
            f"The words of {model} were not accepted: {told_sections(writing.refused)}. There the rules' text stands."
        )
    ids = {each.name: each.id for each in proposals if each.target is Target.SKILL}
    for name in writing.names:
        if name.skill in ids:
            asked = f"`<retrospective> rename {ids[name.skill]} {name.name}`"
            notes.append(f"The model would call proposal {ids[name.skill]} `{name.name}`: {asked} takes the name.")
    for merge in writing.merges:
        how = " ".join(cited_lines(merge.how, links))
        notes.append(f"{merge.about} say nearly the same. The model suggests, and this pull request does not do: {how}")
    return tuple(notes)


def told_sections(sections: Iterable[WrittenSection]) -> str:
    """Return sections by text: `description and key findings of the summary; description of skill softmax-online`."""
    return "; ".join(_by_text(sections))


def _by_text(sections: Iterable[WrittenSection]) -> Iterator[str]:
    texts: dict[str, list[str]] = {}
    for each in sections:
        texts.setdefault(each.text, []).append(each.section)
    for text, names in texts.items():
        kind, _, name = text.rpartition(" ")
        yield f"{', '.join(names)} of {f'{kind} `{name}`' if kind else f'the {name}'}"
