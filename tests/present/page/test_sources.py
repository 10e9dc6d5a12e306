"""Addresses of cited lines, and the lines that are shown."""

from __future__ import annotations

from bot.model.draft import Source
from bot.present.page.sources import Shown, Sources, SourcesAfter

TEXTS = {"reports/lora.md": "# LoRA\n\nrank 16: loss 0.41\nrank 8: loss 0.58\n", "docs/log.md": "a\nb\n"}


def test_a_place_has_an_address_its_lines_and_a_name() -> None:
    sources = Sources(TEXTS, {"reports/lora.md": "lora"})
    assert sources.shown(Source("reports/lora.md", (3, 4))) == Shown("s1-L3", (3, 4), "lora L3-L4")
    assert sources.shown(Source("docs/log.md", (2, 2))) == Shown("s2-L2", (2, 2), "log.md L2")


def test_a_number_leads_to_the_first_cited_line_that_holds_it() -> None:
    assert Sources(TEXTS).shown(Source("reports/lora.md", (1, 4)), "0.58") == Shown("s1-L4", (1, 4), "lora.md L1-L4")


def test_there_is_no_address_for_a_file_or_a_line_that_is_not_there() -> None:
    sources = Sources(TEXTS)
    assert sources.shown(Source("reports/other.md", (1, 1))) is None
    assert sources.shown(Source("docs/log.md", (2, 3))) is None
    assert sources.files() == ()


def test_only_cited_files_are_shown_and_short_ones_whole() -> None:
    sources = Sources(TEXTS)
    sources.shown(Source("docs/log.md", (2, 2)))
    (file,) = sources.files()
    assert (file.path, [(line.number, line.text) for line in file.lines]) == ("docs/log.md", [(1, "a"), (2, "b")])


def test_of_a_long_file_the_lines_around_what_is_cited_are_shown() -> None:
    sources = Sources({"long.log": "x\n" * 1000})
    sources.shown(Source("long.log", (500, 501)))
    (file,) = sources.files()
    assert [line.number for line in file.lines] == [0, *range(488, 514), 0]
    assert file.lines[0].text == "lines 1 to 487 are not shown"
    assert file.lines[-1].text == "lines 514 to 1000 are not shown"


def test_a_text_that_cites_the_log_as_it_will_be_leads_to_the_lines_as_they_are() -> None:
    after = SourcesAfter(Sources(TEXTS), {"docs/log.md": {1: 1, 5: 2}})
    assert after.shown(Source("docs/log.md", (5, 5))) == Shown("s1-L2", (2, 2), "log.md L2")
    assert after.shown(Source("docs/log.md", (3, 3))) is None
    assert after.shown(Source("reports/lora.md", (3, 3))) == Shown("s2-L3", (3, 3), "lora.md L3")
