"""Citations: links to the lines that a statement rests on, in a form that works on GitHub and reads well as text."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import quote

from bot.model.draft import Source
from bot.propose.wording import slug
from bot.reading.citations import read_citations

_RENDERED = (".md", ".markdown", ".mdx", ".csv", ".tsv", ".ipynb", ".rst", ".html", ".htm")
_FILE = re.compile(r"[\w./-]+\.[a-z]{2,5}\b")
_LABEL = re.compile(r"\[([^\[\]]+)\]")
_DATE = re.compile(r"\d{4}[-_.]?\d{2}[-_.]?\d{2}")


def line_range(source: Source) -> str:
    """Return `L49` or `L49-L55`."""
    first, last = source.lines
    return f"L{first}" if first == last else f"L{first}-L{last}"


def target(source: Source, folder: str) -> str:
    """Return the link from a file in `folder` (relative to the repository, empty for its root) to the source's lines."""
    return f"{_address(source.path, folder)}#{line_range(source)}"


@lru_cache(maxsize=4096)
def _address(path: str, folder: str) -> str:
    plain = "?plain=1" if path.lower().endswith(_RENDERED) else ""
    return f"{quote(posixpath.relpath(path, folder or '.'))}{plain}"


def merged(sources: Iterable[Source], gap: int = 1) -> tuple[Source, ...]:
    """Return the sources in order of path and line, ranges made one that overlap or are at most `gap` lines apart."""
    result: list[Source] = []
    for source in sorted(set(sources)):
        last = result[-1] if result else None
        if last and last.path == source.path and source.lines[0] <= last.lines[1] + gap:
            result[-1] = Source(last.path, (last.lines[0], max(last.lines[1], source.lines[1])))
        else:
            result.append(source)
    return tuple(result)


def inline_links(sources: Iterable[Source], folder: str, text: str = "source") -> str:
    """Return links of their own (`[source](../reports/x.md?plain=1#L4)`), empty without sources."""
    return ", ".join(f"[{text}]({target(source, folder)})" for source in merged(sources))


class Citations:
    """The labels of one document's citations: `[L49-L55]`, or `[lora L49-L55]` where it cites several files.

    The definitions that go to the end of the document make each label a link. Labels that the document has already keep
    what they stand for. `path` is the document's, `sources` are what it is going to cite, `text` what stands in it.
    """

    def __init__(self, path: str, sources: Iterable[Source], text: str = "") -> None:
        self.folder = posixpath.dirname(path)
        self.existing = read_citations(path, text)
        self.labels = {source: label for label, source in self.existing.items()}
        cited = {source.path for source in sources}
        known = {source.path for source in self.existing.values()}
        self.names = short_names(cited | known | _mentioned(text, {posixpath.dirname(path) for path in cited}))
        self.added: dict[str, Source] = {}

    def cite(self, sources: Iterable[Source]) -> str:
        """Return the citations of a statement, joined with commas; empty without sources."""
        return ", ".join(f"[{self._label(source)}]" for source in merged(sources))

    def cited_paths(self, text: str) -> set[str]:
        """Return the files that a text of the document cites by its labels."""
        return {self.existing[label].path for label in _LABEL.findall(text) if label in self.existing}

    def definitions(self) -> tuple[str, ...]:
        """Return the definitions of the labels that were used and that the document does not have yet, in order of use."""
        return tuple(f"[{label}]: {target(source, self.folder)}" for label, source in self.added.items())

    def _label(self, source: Source) -> str:
        if source in self.labels:
            return self.labels[source]
        label = f"{self.names.get(source.path, '')} {line_range(source)}".strip()
        if label in self.existing:
            label = f"{_stem(source.path)} {line_range(source)}"
        self.labels[source] = label
        self.added[label] = source
        return label


def _mentioned(text: str, folders: set[str]) -> set[str]:
    """Return the files of these folders that a text names: with them in it, bare line numbers would be ambiguous."""
    found = {path.removeprefix("./") for path in _FILE.findall(text)}
    return {path for path in found if posixpath.dirname(path) in folders - {""}}


def _stem(path: str) -> str:
    return re.sub(r"[\[\]]", "", posixpath.splitext(posixpath.basename(path))[0])


def short_names(paths: set[str]) -> Mapping[str, str]:
    """Return for each path the fewest words of its name that tell it from the others; empty for a single path.

    The name is that of the file; where files are called alike (`README.md`), that of a folder of several words.
    """
    if len(paths) == 1:
        return dict.fromkeys(paths, "")
    stems = {path: _stem(path) for path in paths}
    holding = Counter(stems.values())
    own = {path: stem if holding[stem] == 1 else _folder_name(path) or stem for path, stem in stems.items()}
    words = {path: slug(_DATE.sub(" ", name), 80).split("-") for path, name in own.items()}
    shared = set.intersection(*(set(found) for found in words.values())) if words else set()
    telling = {path: [word for word in found if word not in shared] or found for path, found in words.items()}
    names: dict[str, str] = {}
    for count in (2, 3, 4):
        found = {path: "-".join(words[:count]) for path, words in telling.items() if path not in names}
        taken = Counter([*found.values(), *names.values()])
        names |= {path: name for path, name in found.items() if name and taken[name] == 1}
    return {path: names.get(path) or (stem if holding[stem] == 1 else path) for path, stem in stems.items()}


def _folder_name(path: str) -> str:
    """The name of a file's folder, empty where it is a single word."""
    folder = posixpath.basename(posixpath.dirname(path))
    return folder if len(slug(folder, 80).split("-")) > 1 else ""
