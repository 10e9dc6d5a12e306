"""What reports say is made safe before it is posted or committed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.propose.sanitising import body, cell, fenced, inline, plain, visible
from tests.growth import is_in_proportion


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("thanks @alice", "thanks `@alice`"),
        ("\\@alice and &#64;bob", "`@alice` and &amp;#64;bob"),
        ("@acme/gpu-team please look.", "`@acme/gpu-team` please look."),
        ("use @triton.jit.", "use `@triton.jit`."),
        ("pass@1 rose; ask a@b.com", "pass@1 rose; ask a@b.com"),
        ("`@alice` is a decorator", "`@alice` is a decorator"),
        ("感谢@alice and é@bob", "感谢`@alice` and é`@bob`"),  # only ASCII letters keep GitHub from seeing a name
        ("_@alice_ -@bob /@carol", "_`@alice_` -`@bob` /`@carol`"),
    ],
)
def test_nobody_is_mentioned(text: str, safe: str) -> None:
    assert inline(text) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("fixes #12", "fixes `#12`"),
        ("Closed: acme/lab#3", "Closed: `acme/lab#3`"),
        ("resolve https://github.com/acme/lab/issues/4", "resolve `https://github.com/acme/lab/issues/4`"),
        ("see #12", "see #12"),
        ("fixes **#1** and _acme/lab#3_", "fixes **`#1`** and _acme/lab#3_"),
        ("closes: _acme/lab#3_", "closes: _`acme/lab#3`_"),
        ("修复fixes #12 and _fixes #13_", "修复fixes `#12` and _fixes `#13`_"),
        ("resolves <https://github.com/acme/lab/issues/4>", "resolves \\<`https://github.com/acme/lab/issues/4`>"),
    ],
)
def test_no_issue_is_closed(text: str, safe: str) -> None:
    assert inline(text) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a <script>alert(1)</script> b", "a alert(1) b"),
        ('<a href="http://e.com">x</a>', "x"),
        ("1<sup>st</sup><br/>", "1<sup>st</sup><br>"),
        ("the <pad> token", "the `<pad>` token"),
        ("x<y and z>w", "x\\<y and z>w"),
        ("loss <0.5 and < 3", "loss <0.5 and < 3"),
        ("a <!-- hidden --> b", "a b"),
        ("a <!-- never closed", "a \\<!-- never closed"),
        ("<<i>img src=x onerror=y>", "\\<img src=x onerror=y>"),
        ("</details> out", "out"),
    ],
)
def test_html_neither_runs_nor_hides(text: str, safe: str) -> None:
    assert inline(text) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("![curve](https://e.com/x.png)", "[curve] (`https://e.com/x.png`)"),
        ("[a](javascript:alert)", "[a]\\(javascript:alert)"),
        ("b](c#https://e.com/a)", "b] (`c#https://e.com/a`)"),  # no link, so its end would be one by itself
        ("b](c?www.e.com)", "b] (`c?www.e.com`)"),
        ("b](@bob/c)", "b] (`@bob/c`)"),
        (r"see https\://e.com, https:\//e.com, www\.e.com", "see `https://e.com`, `https://e.com`, `www.e.com`"),
        ("see WWW.e.com for more", "see `WWW.e.com` for more"),
        ("_www.e.com_ and ftp://e.com/x", "_`www.e.com`_ and `ftp://e.com/x`"),
        ("[a](/mallory/b) [c](../../../mallory/d)", "[a] (`/mallory/b`) [c] (`../../../mallory/d`)"),
        ("[a](b/..\\/../c) [d](e/%2e%2e/f) [g](h/&period;i)", "[a] (`b/..\\/../c`) [d] (`e/%2e%2e/f`) [g] (`h/&period;i`)"),
        ("](https://a.b/\\`c) https://e.com/x", "]\\(`https://a.b/`\\`c) `https://e.com/x`"),  # no code of half a span
        ("wow!!!![a](b.md)", "wow[a](b.md)"),
        ("a" + "!" * 60 + "[b](c.png)", "`a" + "!" * 10 + "[b](c.png)`"),  # does not come to rest
        ("b](![c](//e.com/x.png))", "b]\\([c] (`//e.com/x.png`))"),  # an image where a destination stands
        ("[a](&#106;avascript:x)", "[a]\\(&amp;#106;avascript:x)"),
        ("[a](data:text/html;x)", "[a]\\(data:text/html;x)"),
        ('[a](https://e.com "hidden words")', "[a] (`https://e.com`)"),
        ("[a](../runs/x.md#L3)", "[a](../runs/x.md#L3)"),
        ("[a](docs/at:noon.md)", "[a](docs/at:noon.md)"),
    ],
)
def test_links_lead_to_pages_and_nothing_loads_by_itself(text: str, safe: str) -> None:
    assert inline(text) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("# loud", "\\# loud"),
        ("- item", "\\- item"),
        ("12. item", "12\\. item"),
        ("> quote", "\\> quote"),
        ("---", "\\---"),
        ("[x]: http://e.com", "\\[x]: `http://e.com`"),
        ("-0.5 better", "-0.5 better"),
        ("3.5 GB", "3.5 GB"),
    ],
)
def test_a_statement_opens_no_block_of_its_own(text: str, safe: str) -> None:
    assert inline(text) == safe


def test_code_spans_are_kept_as_they_are() -> None:
    text = "`<pad>` and ``a ` @b`` and `fixes #1 {Name}`"

    assert inline(text) == text


def test_a_backtick_that_opens_nothing_is_escaped() -> None:
    assert inline("`a @bob") == "\\`a `@bob`"


def test_what_looks_like_a_template_placeholder_becomes_code() -> None:
    assert inline("set {lr} now") == "set `{lr}` now"


def test_a_statement_is_one_line() -> None:
    assert inline(" a\n  b\tc\u2028d ") == "a b c d"


def test_control_and_direction_characters_go() -> None:
    assert visible("a\x00b\u202ec\u200bd\ufeffe\U000e0041f") == "abcdef"


@pytest.mark.parametrize(
    ("text", "safe"), [("a | b", "a \\| b"), ("`c|d`", "`c\\|d`"), ("e\\|f", "e\\|f"), ("g\\\\|h", "g\\\\\\|h")]
)
def test_pipes_in_cells_are_escaped_once(text: str, safe: str) -> None:
    assert cell(text) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("@<b>alice", "`@alice`"),
        ("fixes <b>#12", "fixes `#12`"),
        ("fix<!-- c -->es #12", "fixes `#12`"),
        ("fixes #1https://e.com", "fixes `#1` `https://e.com`"),
        ("!<b>[x](https://e.com/a.png)", "[x] (`https://e.com/a.png`)"),
        ("[x](java<b>script:alert(1))", "[x]\\(javascript:alert(1))"),
    ],
)
def test_nothing_becomes_active_by_what_is_taken_out_of_it(text: str, safe: str) -> None:
    assert inline(text) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("see https://e.com/a_b?c=d.", "see `https://e.com/a_b?c=d`."),
        ("see <https://e.com> or www.e.com", "see `https://e.com` or `www.e.com`"),
        (
            "[a](HTTPS://e.com) [b](//e.com) [c](mailto:a@e.com)",
            "[a] (`HTTPS://e.com`) [b] (`//e.com`) [c] (`mailto:a@e.com`)",
        ),
        ("[here](docs/a.md#b) and [there](../b.md)", "[here](docs/a.md#b) and [there](../b.md)"),
    ],
)
def test_a_link_to_elsewhere_shows_its_address_and_is_none(text: str, safe: str) -> None:
    assert inline(text) == safe
    assert body(text) == safe


def test_links_to_ones_own_place_stay_in_a_body() -> None:
    text = "[L4](https://e.com/lab/blob/1/r.md#L4), https://e.com/lab/blob/1/x and [a](https://e.com/labour)"

    safe = "[L4](https://e.com/lab/blob/1/r.md#L4), https://e.com/lab/blob/1/x and [a] (`https://e.com/labour`)"
    assert body(text, "https://e.com/lab/blob/1/") == safe
    assert body(safe, "https://e.com/lab/blob/1/") == safe


def test_a_cell_may_open_with_what_would_open_a_block_elsewhere() -> None:
    assert cell("- 3") == "- 3"


def test_a_title_has_no_markup_and_ends_at_a_word() -> None:
    assert plain("Fixes #12: `rank` for @bob <b>now</b>", 100) == "Fixes 12: rank for bob now"
    assert plain("fixes #@1, #<b>2 and #<b<b<b<b<b>>>>>3", 100) == "fixes 1, 2 and b3"
    assert plain("fixes GH-4, closes https://e.com/o/r/issues/5", 100) == "fixes 4, closes e.com/o/r/issues/5"
    assert plain("感谢@alice, .@bob; see ftp://e.com", 100) == "感谢alice, .bob; see e.com"
    assert plain("one two three", 9) == "one two…"


@pytest.mark.parametrize("text", ["[skip ci]", "[ci skip]", "[no ci]", "[Skip Actions]", "[actions skip]", "[skip <b>ci]"])
def test_no_title_and_no_description_keeps_workflows_from_running(text: str) -> None:
    """GitHub: they become the message of a squashed commit, and these words in one skip its workflows."""
    assert plain(f"Ranks {text}", 100).startswith("Ranks (")
    assert "[" not in body(f"Ranks {text} and `{text}`").replace("[skip <b>ci]", "")


def test_a_fence_is_longer_than_any_run_of_backticks_inside() -> None:
    assert fenced("a\n````\nb\n", "ya ml`") == ("`````yaml", "a", "````", "b", "`````")


def test_a_body_keeps_its_fences_details_and_links() -> None:
    text = "<details><summary>x</summary>\n\n```\n@bob <b>\n```\n\n- [r L4](r.md?plain=1#L4)\n\n</details>"

    assert body(text) == text


def test_a_body_is_safe_outside_its_fences() -> None:
    assert body("```\n@a\n```\n@b\n~~~\n```\n@c\n~~~\n@d") == "```\n@a\n```\n`@b`\n~~~\n```\n@c\n~~~\n`@d`"


MARKS = "` `` < > <b> <pad> <!-- --> @bob [a]( ) ![ ] javascript: | \\ {x} a https://e.com /"
pieces = st.sampled_from([*MARKS.split(), "fixes #1", "img src=x", " ", "- ", "# ", "1. ", "\n"])


@settings(max_examples=150)
@given(st.lists(pieces, max_size=12).map("".join))
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    once = inline(text)

    assert inline(once) == once
    assert body(once) == once


@settings(max_examples=150)
@given(st.lists(pieces, max_size=12).map("".join))
def test_no_mention_tag_comment_or_script_link_survives_in_what_is_rendered(text: str) -> None:
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark", {"html": True}).render(inline(text))
    tokens = [token for block in MarkdownIt("commonmark").parse(inline(text)) for token in block.children or ()]
    shown = "".join(token.content for token in tokens if token.type == "text")

    assert "<!--" not in html
    assert "<b>" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert " @bob" not in f" {shown}".replace("\n", " ")


@pytest.mark.parametrize("piece", ["<a ", "`", "[](", "<!--", "{a", "@a.", "fixes ", "\\", "`a", "<!---->", "|"])
@pytest.mark.parametrize("make", [inline, body])
def test_the_time_for_a_long_hostile_line_grows_with_it_and_no_faster(make: Callable[[str], str], piece: str) -> None:
    assert is_in_proportion(make, lambda size: piece * size, 1000)


def test_a_closing_word_is_parted_from_its_issue_across_a_tag_too() -> None:
    assert inline("fixes <br>#1 and closes<sub>#2</sub>") == "fixes <br>`#1` and closes<sub>`#2`</sub>"


def test_no_block_of_html_opens_in_which_escapes_would_not_hold() -> None:
    assert inline("<br>") == ""
    assert body("~~<td>~\n@bob") == "\\~~~\n`@bob`"
    assert body("```~```") == "```~```"
    assert body("<br>\n<a\nx") == "\n\\<a\nx"
    assert body("<details>\n@bob\n</details>") == "<details>\n\n`@bob`\n</details>"
    assert body("<details>\n<summary>a</summary>\n\nb<br>\n") == "<details>\n<summary>a</summary>\n\nb<br>\n"
