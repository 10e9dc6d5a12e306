"""The page of facts: values marked where they stand, statements told beside their lines, nothing of the report obeyed."""

from __future__ import annotations

from html.parser import HTMLParser

from bot.model.fact import Fact, Kind, ReportFacts
from bot.present.facts_html import facts_html

REPORT = "# Warm-up\n\n- lr: 1, loss 1.5 at 1\n- longer warm-up did not help\n"


def page(*facts: Fact, text: str = REPORT, path: str = "reports/warmup.md") -> str:
    return facts_html([(ReportFacts(path, "Warm-up", "2025-02-01", "Completed", "research", facts), text)])


def metric(value: str, line: int = 3) -> Fact:
    return Fact(Kind.METRIC, (line, line), "text.label", name="loss", value=value)


def row(html: str, line: int) -> str:
    return html.split(f'id="r1-L{line}"')[1].split("</tr>")[0]


def test_a_value_is_marked_with_its_kind_where_it_stands() -> None:
    assert '<mark class="metric">1.5</mark>' in row(page(metric("1.5")), 3)


def test_two_equal_values_are_marked_at_two_places_and_never_inside_a_longer_number() -> None:
    facts = [Fact(Kind.PARAMETER, (3, 3), "text.label", name="lr", value="1"), metric("1")]
    assert row(page(*facts), 3).count("<mark") == 2
    assert "<mark" not in row(page(metric("5")), 3)


def test_a_value_that_does_not_stand_there_verbatim_leaves_the_line_whole() -> None:
    assert "- lr: 1, loss 1.5 at 1</td>" in row(page(metric("1.50")), 3)


def test_a_statement_colours_its_lines_and_tells_its_reason_and_rule() -> None:
    failure = Fact(Kind.FAILURE, (4, 4), "outcomes.words", text="longer warm-up did not help", reason="it was long enough")
    html = row(page(failure), 4)
    assert 'class="source covered failure"' in html
    assert "(because: it was long enough)" in html
    assert "outcomes.words" in html


def test_a_long_statement_is_told_in_part_since_it_stands_beside_it() -> None:
    text = "the schedule with a linear decay over the last two thousand steps reached the same loss as cosine"
    html = page(Fact(Kind.FINDING, (1, 1), "findings.words", text=text), text=text)
    assert "the schedule with a linear decay over the last two … <i>" in html


def test_text_of_a_report_is_shown_and_never_obeyed() -> None:
    html = page(metric("1.5"), text="<script>alert(1)</script> 1.5\n", path="reports/<b>.md")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "reports/&lt;b&gt;.md" in html


def test_a_huge_line_is_cut_so_that_the_page_stays_readable() -> None:
    assert len(page(metric("1.5"), text="x" * 100_000)) < 20_000


def test_the_page_loads_nothing_and_closes_what_it_opens() -> None:
    class Tags(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            assert tag not in ("script", "link", "img", "iframe")
            if tag not in ("meta", "input", "col"):
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    tags = Tags()
    tags.feed(page(metric("1.5")))
    assert tags.open == []
