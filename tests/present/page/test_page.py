"""The page of a plan: what it shows, and that it neither loads nor obeys anything."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

from bot.model.draft import Source, Statement, Summary
from bot.model.plan import Action, FileChange
from bot.present.page.page import plan_html
from tests.present.plans import LOG, REPORT, SKILL, plan

TEXTS = {REPORT: "# LoRA\n" + "\n" * 7 + "rank 16 reaches loss 0.41\n" + "\n" * 5, LOG: "# Log\n"}
VOID = ("meta", "br", "hr", "col")


def page(**changes: object) -> str:
    return plan_html(plan(**changes), TEXTS, TEXTS)


class Elements(HTMLParser):
    """Collects elements with their attributes, and sees that each one is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_shows_proposals_files_and_sources() -> None:
    html = page()
    assert '<a href="#f1">llama3-lora-rank</a>' in html
    assert f'<h3 id="f1-title"><code>{SKILL}</code></h3>' in html
    assert '<span class="line" id="s1-L9" data-n="9">rank 16 reaches loss 0.41\n</span>' in html
    assert "<li>reports/broken.csv:3: a row has two columns too many</li>" in html


def test_a_number_of_a_proposed_file_leads_to_its_line() -> None:
    change = FileChange(SKILL, Action.CREATE, "", "# LoRA\n\nLoss 0.41. [L9](../../../reports/lora.md#L9)\n", (1,))
    assert '<a class="number" href="#s1-L9" data-first="9" data-last="9"' in page(files=(change,))


def test_every_address_on_the_page_is_there_and_no_two_are_the_same() -> None:
    elements = Elements(page()).found
    ids = [attributes["id"] for _, attributes in elements if attributes.get("id")]
    targets = [href[1:] for _, attributes in elements if (href := attributes.get("href") or "").startswith("#")]
    assert len(set(ids)) == len(ids)
    assert targets
    assert [target for target in targets if target not in ids] == []


def test_the_page_runs_its_own_script_alone_and_loads_nothing() -> None:
    html = page()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    tags = [tag for tag, _ in Elements(html).found]
    assert {"link", "img", "iframe", "object", "embed", "form", "base"} & set(tags) == set()
    assert tags.count("script") == 1


def test_nothing_of_reports_names_and_paths_is_obeyed() -> None:
    bad = "<script>alert(1)</script>"
    summary = Summary(bad, key_findings=(Statement(bad, (Source(REPORT, (9, 9)),)),))
    first, second = plan().proposals
    hostile = plan(
        retrospective=plan().retrospective._replace(summary=summary),
        summary_markdown=f"## {bad}\n\n### {bad}\n\n- {bad}\n",
        proposals=(first._replace(name=bad, reason=bad), second),
        files=(FileChange(f"a/{bad}.md", Action.UPDATE, bad, f"{bad}\n{bad}\n", (1,)),),
        pull_request=plan().pull_request._replace(title=bad),
        warnings=(bad,),
    )
    html = plan_html(hostile, {REPORT: f"{bad}\n" * 20}, (REPORT,))
    assert [tag for tag, _ in Elements(html).found].count("script") == 1
    assert "<title>&lt;script&gt;" in html


def test_of_a_changed_log_only_what_is_new_is_rendered_and_the_change_stands_beside_it() -> None:
    html = page()
    assert "What is new, as it reads" in html
    assert "<h4>2025-03-13</h4>" in html
    assert html.count('<tr class="added">') == 3


def test_without_a_proposal_the_page_says_so() -> None:
    html = page(proposals=(), files=())
    assert "Nothing to propose" in html
    assert 'href="#files"' not in html


def test_a_new_row_is_shown_below_the_header_of_its_own_table_however_far_up_that_is() -> None:
    rows = [f"| old {at} | x |" for at in range(9)]
    first, second = ["| Symptom | Cause |", "|---|---|", *rows], ["| Name | Value |", "|---|---|", "| a | 1 |"]
    before = "\n".join(["# Guide", "", *first, "", *second]) + "\n"
    after = "\n".join(["# Guide", "", *first, "| new | y |", "", *second, "| b | 2 |"]) + "\n"
    html = page(files=(FileChange("references/troubleshooting.md", Action.UPDATE, before, after, (2,)),))

    assert re.findall(r"<th>(.*?)</th>", html)[-4:] == ["Symptom", "Cause", "Name", "Value"]
    assert "old 8" not in re.sub(r"<table class=.*?</table>", "", html, flags=re.S)
