"""A file as HTML: markdown rendered, made safe, its numbers and citations linked to the lines beside it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote

import nh3
import pyromark

from bot.model.draft import Source
from bot.present.page.grounds import MARKED, Ground, Marked, unmarked
from bot.present.page.sources import Cited
from bot.present.places import line_range
from bot.reading.front_matter import front_matter_length

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_GFM
)
_TAGS = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong"),
    *("del", "a", "table", "thead", "tbody", "tr", "th", "td", "sub", "sup", "kbd", "details", "summary"),
}
_ATTRIBUTES = {"a": {"href"}, "th": {"style"}, "td": {"style"}, "ol": {"start"}}
_LINES = re.compile(r"L(\d{1,7})(?:-L?(\d{1,7}))?")
_DEEPEST = 6
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def rendered(path: str, document: Marked, sources: Cited, below: int = 3) -> str:
    """Return a marked text as safe HTML; its headings begin `below` a level of the page, and skip none.

    Nothing that the text holds can run, load or style anything: what is no plain markup is taken out. A link to lines of a
    source leads to them on the page; one to another file of the repository leads nowhere and is told in a title.
    """
    if not path.lower().endswith((".md", ".markdown")):
        return f'<pre tabindex="0"><code>{_linked(document, document.text)}</code></pre>'
    head = front_matter_length(document.text)
    body = nh3.clean(
        pyromark.html(document.text[head:], options=_OPTIONS),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        filter_style_properties={"text-align"},
        link_rel="noopener noreferrer nofollow",
    )
    writer = _Writer(posixpath.dirname(path), document.grounds, sources, below)
    writer.feed(body)
    writer.close()
    matter = _linked(document, "\n".join(document.text[:head].strip().split("\n")[1:-1]))
    front = f'<pre class="front" tabindex="0"><code>{matter}</code></pre>\n' if matter else ""
    return front + "".join(writer.parts)


def _linked(document: Marked, text: str) -> str:
    return with_links(escape(text, quote=False), document.grounds)


def with_links(text: str, grounds: Sequence[Ground]) -> str:
    """Return escaped text in which each marked number is a link to its line."""
    return MARKED.sub(lambda found: number_link(found[2], grounds[int(found[1])]), text)


def number_link(text: str, ground: Ground) -> str:
    """Return escaped text as a link to the line that it stands on; as text with a note where no line can be shown."""
    if not ground.anchor:
        return f'<span class="note" title="{escape(ground.told)}">{text}</span>'
    first, last = ground.lines
    return (
        f'<a class="number" href="#{ground.anchor}" data-first="{first}" data-last="{last}" '
        f'title="{escape(ground.told)}">{text}</a>'
    )


def place_link(source: Source, sources: Cited) -> str:
    """Return a link to the lines of a source on the page, or its place as text where the file is not at hand."""
    shown = sources.shown(source)
    if shown is None:
        return escape(f"{source.path} {line_range(source.lines)}")
    return number_link(escape(shown.told), Ground(*shown))


class _Writer(HTMLParser):
    """Writes safe HTML anew, with links that stay on the page and headings below those of the page."""

    def __init__(self, folder: str, grounds: Sequence[Ground], sources: Cited, below: int) -> None:
        super().__init__(convert_charrefs=False)
        self.folder, self.grounds, self.sources, self.below = folder, grounds, sources, below
        self.headings: list[int] = []
        self.parts: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write the tag; an `a` becomes a link on the page, a link to the web, or a span."""
        if tag == "a":
            opening, name = self._link(unmarked(dict(attrs).get("href") or ""))
            self.links.append(name)
            self.parts.append(opening)
        else:
            shown = "".join(f' {name}="{escape(unmarked(value or ""))}"' for name, value in attrs)
            focus = ' tabindex="0"' if tag == "pre" else ""
            self._open_heading(tag)
            self.parts.append(f"<{self._level(tag)}{shown}{focus}>")

    def handle_endtag(self, tag: str) -> None:
        """Write the end of what the start became."""
        name = self.links.pop() if tag == "a" and self.links else self._level(tag)
        self.parts.append(f"</{name}>")

    def handle_data(self, data: str) -> None:
        """Write text; its marked numbers become links, but not inside of another link."""
        text = escape(data, quote=False)
        self.parts.append(unmarked(text) if self.links else with_links(text, self.grounds))

    def handle_entityref(self, name: str) -> None:
        """Write a named character as it came."""
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Write a numbered character as it came."""
        self.parts.append(f"&#{name};")

    def _open_heading(self, tag: str) -> None:
        """Remember under which headings the text stands from here on."""
        if tag in _HEADINGS:
            while self.headings and self.headings[-1] >= _HEADINGS[tag]:
                self.headings.pop()
            self.headings.append(_HEADINGS[tag])

    def _level(self, tag: str) -> str:
        return f"h{min(self.below + len(self.headings), _DEEPEST)}" if tag in _HEADINGS else tag

    def _link(self, href: str) -> tuple[str, str]:
        """The opening and the name of the element that a link becomes."""
        if re.match(r"(?:https?://|mailto:)", href, re.I):
            return f'<a href="{escape(href)}" rel="noopener noreferrer nofollow">', "a"
        target, _, fragment = href.partition("#")
        path = posixpath.normpath(posixpath.join(self.folder, unquote(target.partition("?")[0]))) if target else ""
        found = _LINES.fullmatch(fragment or "L1")
        if path and found:
            shown = self.sources.shown(Source(path, (int(found[1]), int(found[2] or found[1]))))
            if shown:
                first, last = shown.lines
                told = escape(shown.told)
                return f'<a href="#{shown.anchor}" data-first="{first}" data-last="{last}" title="{told}">', "a"
        return f'<span class="note" title="{escape(href)}">', "span"
