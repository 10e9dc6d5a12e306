"""A text as HTML: rendered, made safe, and its numbers linked to the lines that they stand on."""

from __future__ import annotations

import pytest

from bot.present.page.grounds import marked
from bot.present.page.rendered import rendered
from bot.present.page.sources import Sources
from bot.verify.evidence_index import Evidence

TEXTS = {"reports/lora.md": "# LoRA\n\nrank 16: loss 0.41\nrank 8: loss 0.58\n"}
SKILL = ".codex/skills/lora/SKILL.md"


def html(text: str, path: str = SKILL) -> str:
    sources = Sources(TEXTS)
    return rendered(path, marked(path, text, Evidence(TEXTS, tuple(TEXTS)), sources), sources)


def number(text: str, line: int, first: int, last: int) -> str:
    lines = f"L{first}" if first == last else f"L{first}-L{last}"
    return (
        f'<a class="number" href="#s1-L{line}" data-first="{first}" data-last="{last}" title="lora.md {lines}">{text}</a>'
    )


def test_a_number_links_to_its_line_among_those_that_are_cited() -> None:
    found = html("Loss falls from 0.58 to 0.41. [L3-L4](../../../reports/lora.md?plain=1#L3-L4)\n")
    assert f"from {number('0.58', 4, 3, 4)} to {number('0.41', 3, 3, 4)}." in found
    assert '<a href="#s1-L3" data-first="3" data-last="4" title="lora.md L3-L4">L3-L4</a>' in found


def test_numbers_link_in_tables_and_code_and_front_matter_too() -> None:
    found = html("---\nname: lora\ndescription: loss 0.41\n---\n\n| a |\n|--:|\n| 0.58 |\n\n`loss=0.41`\n")
    assert f"description: loss {number('0.41', 3, 3, 3)}\n" in f"{found.split('</pre>')[0]}\n".replace("</code>", "")
    assert f'<td style="text-align:right">{number("0.58", 4, 4, 4)}</td>' in found
    assert f"<code>loss={number('0.41', 3, 3, 3)}</code>" in found


def test_a_date_in_a_heading_is_no_number() -> None:
    assert "<h4>2025-03-16 – Retrospective</h4>" in html("## 2025-03-16 – Retrospective\n")


def test_a_number_without_a_source_says_so_and_leads_nowhere() -> None:
    assert '<span class="note" title="stands nowhere in the evidence">77.7</span>' in html("Loss 77.7.\n")


def test_headings_stand_below_those_of_the_page_and_skip_no_level() -> None:
    assert html("# A\n\n### B\n\n## C\n").split() == ["<h4>A</h4>", "<h5>B</h5>", "<h5>C</h5>"]


def test_links_to_the_web_stay_and_links_into_the_repository_lead_nowhere() -> None:
    found = html("[a](https://example.org/x) [b](../other/SKILL.md) [c](../../../reports/lora.md)\n")
    assert '<a href="https://example.org/x" rel="noopener noreferrer nofollow">a</a>' in found
    assert '<span class="note" title="../other/SKILL.md">b</span>' in found
    assert '<a href="#s1-L1" data-first="1" data-last="1" title="lora.md L1">c</a>' in found


def test_what_is_no_markdown_is_shown_as_it_is() -> None:
    found = html('{"loss": 0.41, "x": "<b>"}\n', "registry.json")
    assert found.startswith('<pre tabindex="0"><code>{"loss": ')
    assert "&lt;b&gt;" in found


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "![x](https://example.org/x.png)",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        '<a href="jAvAsCrIpT:alert(1)" onclick="alert(1)">x</a>',
        '<div style="position:fixed" onmouseover="alert(1)">x</div>',
        "<svg><script>alert(1)</script></svg>",
        '<iframe src="https://example.org"></iframe>',
        "<style>body{display:none}</style>",
        '<table><tr><td style="position:fixed;background:url(https://example.org)">x</td></tr></table>',
        '<form action="https://example.org"><input name=x></form>',
        "\ue0100\ue011<script>alert(1)</script>\ue012",
        '[0.41](x "\ue0100\ue011a\ue012")',
    ],
)
def test_nothing_in_a_text_runs_loads_or_styles(hostile: str) -> None:
    found = html(f"{hostile}\n\n| {hostile} |\n|---|\n| {hostile} |\n\n# {hostile}\n").lower()
    for part in (
        "<script",
        "<img",
        "<iframe",
        "<style",
        "<svg",
        "<form",
        "<input",
        "position:",
        "url(",
        '<a href="javascript',
        '<a href="data',
    ):
        assert part not in found
    assert not [tag for tag in found.split("<")[1:] if " on" in tag.partition(">")[0].replace("title=", "")]
