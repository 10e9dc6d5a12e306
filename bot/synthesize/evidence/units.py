"""The evidence as the synthesis sees it: each report or log entry with its facts and its text by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from bot.extract.tables.columns import naming_column
from bot.extract.tables.filled_cells import filled_down
from bot.model.draft import Source
from bot.model.fact import Fact, Kind, ReportFacts
from bot.model.logbook import LogEntry
from bot.model.report import Block, Cell, Heading, Lines, ListItem, Paragraph, Report, Table
from bot.model.repository import Repository
from bot.synthesize.habits import team_prefix
from bot.synthesize.wording.numbers import numbers, stands_in
from bot.synthesize.wording.openings import without_opening
from bot.synthesize.wording.phrases import without_leaning_words
from bot.synthesize.wording.spelling import spelled, spellings

_KIND_OF_DOCUMENT = re.compile(
    r"^(?:(?:training |benchmark |experiment )?report|experiment|retrospective|benchmark|results?)\s*[:\-–—]\s*", re.I
)
_COUNTED = re.compile(
    r"^(?:module|chapter|lesson|unit|day|week|exercise|part|section)\s+\d[\w.]*\s*[:.–—-]?\s*(?=\S)", re.I
)
_DEEPEST = 1_000
_MOST_KEY_COLUMNS = 3
_LONGEST_TITLE = 60
_KIND_AT_END = re.compile(r"[-_](?:report|benchmark|results?|retrospective|experiment|summary|notes)$", re.I)
_KIND_BEHIND_DASH = re.compile(
    r"(?<=\w)\s+[-–—|]\s+(?:[a-z]+ )?(?:report|write-?up|summary|retrospective|documentation)$", re.I
)
_DECORATION = re.compile(r"^[^\w\s`\"'(\[<{#]+\s+")  # a sign in front of a title: `🎯`
_PHRASE_END = re.compile(
    r" (?:\(|and (?=(?:found|kept|made|showed|saw|set|\w+ed) )"
    r"|(?:using|under|with|by|where|which|whose|via|from|against|without|before|during) )"
)  # where a long title may end that has no clauses
_FIGURE = re.compile(r"`?[-+]?[\d.,]+(?:[eE][-+]?\d+)?%?`?")
_MASTHEAD = re.compile(r"\W*(?:general description|date|type|author|status|title|artifacts?)\W*[:：]", re.I)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DATE = re.compile(
    r"[\s(\[_-]*\b(?:(?:19|20)\d\d[-_./]?\d\d[-_./]?\d\d"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: (?:19|20)\d\d)?)(?![\w])[\s)\]_-]*",
    re.I,
)


class Label(NamedTuple):
    """A text that stands above a fact and says what it is about: a heading or a list item with items of its own."""

    text: str
    lines: Lines
    is_heading: bool = False


class Unit(NamedTuple):
    """One report or one log entry; it equals itself alone, so that what is made of it can be kept.

    `kind` is the entry's type in lower case, empty for a report. `texts` maps a line to its text; `labels` maps a line
    to the labels above it, outermost first; `row_keys` maps the line of a table row to what tells it from the other rows
    (`rank 16`).
    """

    facts: ReportFacts
    title: str
    kind: str = ""
    description: str = ""
    texts: Mapping[int, str] = MappingProxyType({})
    labels: Mapping[int, tuple[Label, ...]] = MappingProxyType({})
    row_keys: Mapping[int, str] = MappingProxyType({})
    blocks: tuple[Block, ...] = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    @property
    def path(self) -> str:
        """The file of the report, or of the log."""
        return self.facts.path

    @property
    def short(self) -> str:
        """The title in a few words: cut at the end of a clause where it is a sentence."""
        return _shortened(self.title)

    def of(self, *kinds: Kind) -> tuple[Fact, ...]:
        """Return the facts of these kinds in the order of their lines."""
        return tuple(fact for fact in self.facts.facts if fact.kind in kinds)

    def source(self, lines: Lines) -> Source:
        """Return the place of these lines."""
        return Source(self.facts.path, lines)

    def text_at(self, lines: Lines) -> str:
        """Return the text on these lines, empty where the report's text is not at hand."""
        return "\n".join(self.texts[line] for line in range(lines[0], lines[1] + 1) if line in self.texts)

    def text(self) -> str:
        """Return everything that is said: title, description, all lines, and the facts where the text is not at hand."""
        said = "\n".join(self.texts.values()) or "\n".join(" ".join(fact_texts(fact)) for fact in self.facts.facts)
        return f"{self.title}\n{self.description}\n{said}"

    def labels_of(self, lines: Lines) -> tuple[Label, ...]:
        """Return the labels above a fact on these lines, outermost first."""
        return self.labels.get(lines[0], ())

    def tables(self) -> tuple[Table, ...]:
        """Return the tables in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    def table_at(self, lines: Lines) -> Table | None:
        """Return the table in which these lines start, None where they stand in none."""
        return next((table for table in self.tables() if table.lines[0] <= lines[0] <= table.lines[1]), None)

    def below(self, lines: Lines) -> tuple[Label, ...]:
        """Return the texts of the list items right below the list item or lead-in on these lines."""
        found = {}
        for block in self.blocks:
            above = self.labels.get(block.lines[0], ())
            if isinstance(block, ListItem) and above and above[-1].lines == lines:
                found[block.lines] = Label(block.text, block.lines)
        return tuple(found.values())


def fact_texts(fact: Fact) -> tuple[str, ...]:
    """Return every text that a fact holds."""
    parts = (fact.subject, fact.name, fact.value, fact.text, fact.reason, fact.symptom, fact.cause, fact.fix)
    return tuple(part for part in parts if part)


def units(facts: Iterable[ReportFacts], repository: Repository) -> tuple[Unit, ...]:
    """Return one unit for each report or log entry, with the text that the repository holds of it."""
    reports = {report.path: report for report in repository.reports}
    entries = {entry.lines: entry for entry in repository.log.entries} if repository.log else {}
    prefix = team_prefix(repository)
    return tuple(_unit(each, reports, entries, prefix) for each in facts)


def _unit(facts: ReportFacts, reports: Mapping[str, Report], entries: Mapping[Lines, LogEntry], prefix: str) -> Unit:
    entry = entries.get(facts.lines) if facts.entry else None
    report = entry.body if entry else None if facts.entry else reports.get(facts.path)
    blocks = report.blocks if report else ()
    title = (entry.description if entry and not entry.title else facts.title) or facts.entry
    texts = dict(_texts(blocks))
    return Unit(
        _grounded(_without_masthead(facts, texts), texts),
        _readable(clean_title(title), prefix, texts.values()),
        (entry.kind if entry else "").lower(),
        entry.description if entry else "",
        texts,
        dict(_labels(blocks)),
        dict(_row_keys(blocks)),
        blocks,
    )


def _without_masthead(facts: ReportFacts, texts: Mapping[int, str]) -> ReportFacts:
    """Leave out what was read from the entry's own fields: they say what kind of text it is, not what was found."""
    kept = tuple(fact for fact in facts.facts if not _MASTHEAD.match(texts.get(fact.lines[0], "")))
    return facts._replace(facts=kept) if len(kept) < len(facts.facts) else facts


def _grounded(facts: ReportFacts, texts: Mapping[int, str]) -> ReportFacts:
    """Leave out what tells a number that stands on none of a fact's lines, its reason first: nothing may rest on it."""
    borne_out = (_borne_out(fact, texts) for fact in facts.facts)
    return facts._replace(facts=tuple(fact for fact in borne_out if fact))


def _borne_out(fact: Fact, texts: Mapping[int, str]) -> Fact | None:
    if _stands(fact, texts):
        return fact
    bare = fact._replace(reason="")
    return bare if fact.reason and _stands(bare, texts) else None


def _stands(fact: Fact, texts: Mapping[int, str]) -> bool:
    ground = "\n".join(texts[line] for line in range(fact.lines[0], fact.lines[1] + 1) if line in texts)
    told = f"{fact.value} {fact.text} {fact.reason} {fact.symptom} {fact.cause} {fact.fix}"
    return not ground or all(stands_in(number, ground) for number in numbers(told))


def _shortened(title: str) -> str:
    if len(title) <= 2 * _LONGEST_TITLE:
        return title.rstrip(" .")
    for mark in (". ", "; ", ", ", " but ", " so ", " because ", " while ", " after "):
        head, found, _ = title.partition(mark)
        if found and _may_be_a_title(head):
            return head.rstrip(" .")
    heads = [head for found in _PHRASE_END.finditer(title) if _may_be_a_title(head := title[: found.start()])]
    return heads[-1] if heads else without_leaning_words(" ".join(title.replace("`", "").split()[:12]))


def _may_be_a_title(head: str) -> bool:
    """Whether the opening of a title is neither too short nor too long, and closes what it opens."""
    closed = head.count("`") % 2 == 0 and head.count("(") == head.count(")")
    return closed and _LONGEST_TITLE // 3 <= len(head) <= 2 * _LONGEST_TITLE


def clean_title(title: str) -> str:
    """Return a title without the words `Report:`, a number that counts it (`Module 1.1`) and its date."""
    bare = _DATE.sub(" ", without_opening(_KIND_OF_DOCUMENT, _DECORATION.sub("", title.strip()))).strip(" -–—:|")
    bare = _KIND_BEHIND_DASH.sub("", bare)
    return without_opening(_COUNTED, bare) or bare


def _readable(title: str, prefix: str, texts: Iterable[str]) -> str:
    """The title as words, spelled as the report spells them: `acme-fsdp-wrapping` of team acme reads `FSDP wrapping`."""
    if " " not in title:
        title = _KIND_AT_END.sub("", title)
    words = (
        title if " " in title else title.replace("-", " ").replace("_", " ").removeprefix(f"{prefix} " if prefix else "")
    )
    return spelled(words, spellings(texts)) if words != title else words


def _texts(blocks: Iterable[Block]) -> Iterator[tuple[int, str]]:
    texts: dict[int, list[str]] = {}
    for block in blocks:
        for line, text in _lines_of(block):
            texts.setdefault(line, []).append(text)
    return ((line, " ".join(parts)) for line, parts in texts.items())


def _lines_of(block: Block) -> Iterator[tuple[int, str]]:
    if isinstance(block, Table):
        for row in (block.header, *block.rows):
            for cell in row:
                yield from ((cell.lines[0] + offset, text) for offset, text in enumerate(cell.text.split("\n")))
        return
    yield from ((block.lines[0] + offset, text) for offset, text in enumerate(block.text.split("\n")))


def _row_keys(blocks: Iterable[Block]) -> Iterator[tuple[int, str]]:
    """Yield, for each row of a table, the cells that no other row has together, from the column that names the rows on."""
    for block in blocks:
        if not isinstance(block, Table) or len(block.rows) < 2:
            continue
        table = filled_down(block)
        keys: list[str] = []
        first = naming_column(table)
        for end in range(first + 1, first + 1 + _MOST_KEY_COLUMNS):
            keys = [_key(table, row, first, end) for row in table.rows]
            if len(set(keys)) == len(keys):
                break
        yield from ((row[0].lines[0], key) for row, key in zip(table.rows, keys, strict=True) if row)


def _key(table: Table, row: Sequence[Cell], first: int, end: int) -> str:
    """Cells of a row as a name; a cell that is a mere number is led by its column's header (`rank 16`)."""
    header = [cell.text for cell in table.header]
    named = []
    for place, cell in enumerate(row[first:end], start=first):
        text = " ".join(cell.text.split())
        bare = bool(_FIGURE.fullmatch(text)) and place < len(header)
        named.append(f"{header[place]} {text}" if bare and text else text)
    return ", ".join(part for part in named if part)


def _labels(blocks: Iterable[Block]) -> Iterator[tuple[int, tuple[Label, ...]]]:
    """Yield, for each line, the headings, list items and lead-ins (paragraphs that end in a colon) that it stands under."""
    headings: list[Heading] = []
    above: list[tuple[int, Label]] = []
    for block in blocks:
        if isinstance(block, Heading):
            headings = [heading for heading in headings if heading.level < block.level] + [block]
            above = []
            continue
        rank = _rank(block)
        above = [(other, label) for other, label in above if other < rank]
        labels = (*(Label(heading.text, heading.lines, True) for heading in headings), *(label for _, label in above))
        yield from ((line, labels) for line in range(block.lines[0], block.lines[1] + 1))
        if isinstance(block, ListItem) or (isinstance(block, Paragraph) and block.text.rstrip().endswith((":", "："))):
            above.append((rank, Label(block.text, block.lines)))


def _rank(block: Block) -> int:
    """How deep a block stands: a paragraph below the list item that holds it, above the items that follow it."""
    if isinstance(block, ListItem):
        return 2 * block.depth
    if isinstance(block, Paragraph):
        return 2 * block.depth + 1
    return 2 if isinstance(block, Table) else _DEEPEST
