"""Makes text from reports safe to post and commit: nobody is mentioned, no issue closes, nothing loads, runs or hides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

INLINE_TAGS = frozenset({"br", "sub", "sup", "kbd"})
BODY_TAGS = INLINE_TAGS | {"details", "summary"}

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb\ue000\ue001"
    "\U000e0000-\U000e007f]"
)
_REPLACED = {"attributed": "", "image": "", "unescaped": "", "angle": "\\<", "entity": "&amp;", "open": "]\\("}
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Stand for the backticks around text that becomes code until it is known what stands beside them."""

_SPACE = re.compile(r"[ \t\r\n\u2028\u2029\x85]+")
_BACKTICKS = re.compile(r"`+")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})([^\r\n]*)")
_BLOCK_MARK = re.compile(
    r"(?:#{1,6}|[-+*])(?=[ \t]|$)|(?:>|\||~~~|={2,}$|-{2,}$|_{3,}$|\[[^\[\]]*\]:)|(?P<number>\d{1,9})(?=[.)](?:[ \t]|$))"
)
_ELEMENTS = (
    "a|abbr|address|area|article|aside|audio|b|base|bdi|bdo|blockquote|body|br|button|canvas|caption|center|cite|code|col|colgroup"
    "|data|datalist|dd|del|details|dfn|dialog|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|frameset|h[1-6]"
    "|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|math|menu|meta|meter|nav|noscript|object"
    "|ol|optgroup|option|output|p|param|picture|plaintext|pre|progress|q|rp|rt|ruby|s|samp|script|section|select|slot|small"
    "|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track"
    "|tt|u|ul|var|video|wbr|xmp"
)
_MARKUP = re.compile(
    r"""(?P<unescaped>\\(?=[@/:])|(?<=www)\\(?=\.))
    |(?P<escape>\\[!-/:-?\[-`{-~])
    |(?P<entity>&(?=\#|commat;|num;))
    |<(?P<autolink>(?:(?:https?|ftp)://|mailto:)[^\s<>`]*)>
    |(?P<url>(?:(?:https?|ftp)://|(?<![A-Za-z0-9/.@-])www\.(?=\w))[^\s<>`|]*[^\s<>`|.,;:!?'"*_~()\[\]\\{}])
    |<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?P<state>\s+open)?\s*/?>
    |(?P<attributed><(?:"""
    + _ELEMENTS
    + r""")\s[^<>=]*=[^<>]*>)
    |(?P<angle><(?![\s\d=.,]))
    |(?P<image>!(?=!{0,9}\[))
    |\]\(\s*(?=https?://|mailto:|\#|[^\s()<>\[\]`:&%\\/?\#]*[/?\#()\s])(?P<destination>[^\s()<>\[\]`]*(?:\([^\s()<>\[\]`]*\)[^\s()<>\[\]`]*)?)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)
    |(?P<open>\]\()
    |(?P<mention>(?<![A-Za-z0-9])@[A-Za-z0-9](?:[\w./@-]*[A-Za-z0-9_])?)
    |(?P<closing>(?<![A-Za-z0-9])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?(?:[\s*_~]|</?(?:br|su[bp]|kbd)>){1,9}<?)(?P<issue>(?:[\w.-]+/[\w.-]+)?\\?\#\d+|GH-\d+|https?://[^\s<>`]+/(?:issues|pull)/\d+)(?![^\W_]|@)
    |(?P<placeholder>\{[A-Za-z][\w\ /|-]*\})""",
    re.X | re.I,
)
_MARKS = frozenset("\\&<!]@#{")
_PLACEHOLDER = re.compile(r"\{([A-Za-z][\w /|-]*)\}")
_FOREIGN = re.compile(r"[a-z][a-z0-9+.-]*:|/|[^?#]*(?:[\\&]|%2e|\.\.[^?#]*\.\.)|.*?(?:(?:https?|ftp)://|www\.)", re.I)
"""At the start a scheme, another host or the site's own root; a path that may climb out of the repository, which is two
folders above the page of a thread; anywhere an address, a link by itself where no `[` makes one of the whole."""
_BLOCK_TAG = re.compile(r" {0,3}</?(?:details|summary)\b", re.I)
_ONLY_TAGS = re.compile(r"\A\s*(?:</?(?:br|sub|sup|kbd)>\s*)+\Z")  # alone on a line they would open a block of HTML
_MENTION = re.compile(r"(?<![A-Za-z0-9])@\w")
_TAKEN_OUT = re.compile(r"<|!\[|https?:|ftp:|www\.", re.I)
_MOST_PASSES = 4
_ACTIVE_IN_TITLE = re.compile(
    r"#[#@]*(?=\d)|(?<![A-Za-z0-9])[#@]*@[#@]*(?=\w)|</?[A-Za-z!][^<>]*>|`|(?<![A-Za-z0-9])GH-(?=\d)|(?:https?|ftp)://",
    re.I,
)
_MARKS_IN_TITLE = re.compile(r"[#@<>`]")
_SKIP = re.compile(r"\[((?:skip|no)[ _-]?(?:ci|cd|actions?|checks?)|(?:ci|cd|actions?|checks?)[ _-]?skip)\]", re.I)
"""What makes GitHub run no workflow where it stands in a commit message, which titles and descriptions become."""


def inline(text: str) -> str:
    """Return `text` as one line of safe markdown that may open a paragraph, a list item or follow other text.

    Code spans stay as they are; what would start a block (a heading, a list, a rule) is escaped.
    """
    return _without_block_mark(_one_line(text))


def cell(text: str) -> str:
    """Return `text` as the safe content of a table cell; pipes are escaped, also in code spans, as tables need it."""
    return escape_pipes(_one_line(text))


def escape_pipes(text: str) -> str:
    """Return `text` with each pipe escaped that is not yet."""
    return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", text)


class _Allowed(NamedTuple):
    """What may stay: tags, and links to addresses that begin with `own` (empty: none)."""

    tags: frozenset[str]
    own: str = ""


def body(text: str, own: str = "") -> str:
    """Return a whole markdown text made safe, line by line; fenced code stays as it is. Twice is the same as once.

    Links to addresses that begin with `own` stay. Nothing in it tells GitHub to skip workflows, as the description becomes
    the message of a squashed commit.
    """
    allowed = _Allowed(BODY_TAGS, own)
    fence = ""
    result: list[str] = []
    for line in visible(text).split("\n"):
        match = _FENCE.match(line)
        if fence:
            closes = match and match[1].startswith(fence) and not match[2].strip()
            fence = "" if closes else fence
        elif match and "`" not in match[2]:
            fence = match[1]
        else:
            line = _ONLY_TAGS.sub("", _safe_line(line, allowed))
            if line.lstrip(" ").startswith("~~~"):
                line = line.replace("~", "\\~", 1)  # a fence that what was taken out left behind
            if line.strip() and result and _BLOCK_TAG.match(result[-1]) and not _BLOCK_TAG.match(line):
                result.append("")  # up to an empty line everything behind such a tag is HTML, where no escape holds
        result.append(line)
    return _SKIP.sub(r"(\1)", "\n".join(result))


def plain(text: str, limit: int) -> str:
    """Return `text` as one line without tags, backticks, mentions and issue numbers, at most `limit` characters long.

    Nothing in it tells GitHub to skip workflows.
    """
    bare = visible(text)
    for _ in range(_MOST_PASSES):  # what is taken out joins its neighbours (`#<b>1`)
        before, bare = bare, _PLACEHOLDER.sub(r"\1", _ACTIVE_IN_TITLE.sub("", bare))
        if bare == before:
            break
    else:
        bare = _MARKS_IN_TITLE.sub("", bare)
    line = _SKIP.sub(r"(\1)", _SPACE.sub(" ", bare).strip())
    if len(line) <= limit:
        return line
    head, _, _ = line[: limit - 1].rpartition(" ")
    return (head or line[: limit - 1]).rstrip(" ,;:") + "…"


def visible(text: str) -> str:
    """Return `text` without control, bidirectional and other invisible characters; line ends become `\\n`."""
    if text.isprintable():
        return text
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fenced(text: str, language: str = "") -> tuple[str, ...]:
    """Return the lines of a fenced code block that nothing in `text` can close."""
    lines = visible(text).strip("\n").split("\n")
    longest = max((len(run) for line in lines for run in _BACKTICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return (fence + re.sub(r"[^\w+-]", "", language), *lines, fence)


def _one_line(text: str) -> str:
    line = _with_single_spaces(visible(text))
    safe = _ONLY_TAGS.sub("", _with_single_spaces(_safe_line(line, _Allowed(INLINE_TAGS))))
    return f"{safe[:-1]}\\<" if safe.endswith("<") and not safe.endswith("\\<") else safe


def _with_single_spaces(text: str) -> str:
    if text.isprintable() and "  " not in text:
        return text.strip()  # the only white space that is printable is the space
    return _SPACE.sub(" ", text).strip()


def _safe_line(line: str, allowed: _Allowed) -> str:
    """Return the line made safe; again while it changes, as what is taken out joins its neighbours (`@<b>a`).

    A line that does not come to rest was made to deceive: it is shown as code.
    """
    safe = _passed(line, allowed)
    for _ in range(_MOST_PASSES):
        if safe == line or not _TAKEN_OUT.search(line):
            return safe
        line, safe = safe, _passed(safe, allowed)
    return safe if safe == line else f"`{safe.replace('`', '').strip()}`"


def _passed(line: str, allowed: _Allowed) -> str:
    parts = [
        part
        if is_code or _is_plain(part)
        else _MARKUP.sub(lambda match: _safe_markup(match, allowed), _without_comments(part))
        for is_code, part in _code_spans(line)
    ]
    return _with_code_marks("".join(parts))


def _is_plain(text: str) -> bool:
    """Whether there is nothing to make safe: each kind of markup needs one of these marks, an address or an issue `GH-`."""
    if not _MARKS.isdisjoint(text) or "://" in text:
        return False
    low = text.lower()
    return "gh-" not in low and "www." not in low


def _with_code_marks(text: str) -> str:
    """Return the text with backticks around what became code; a space keeps them from those beside them."""
    if _OPEN not in text:
        return text
    text = text.replace(_CLOSE + _OPEN, "` `").replace("`" + _OPEN, "` `").replace(_CLOSE + "`", "` `")
    return text.replace(_OPEN, "`").replace(_CLOSE, "`")


def _without_comments(text: str) -> str:
    parts, position = [], 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        before = text[position:start]
        is_escaped = (len(before) - len(before.rstrip("\\"))) % 2 == 1
        parts.append(before + "<!--" if is_escaped else before)
        position = start + 4 if is_escaped else end + 3
    return "".join(parts) + text[position:]


def _code_spans(line: str) -> Iterator[tuple[bool, str]]:
    """Yield (is a code span, text) in order; backticks that open no span come escaped."""
    if "`" not in line:
        yield False, line
        return
    runs = [match.span() for match in _BACKTICKS.finditer(line)]
    closers: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        closers.setdefault(runs[index][1] - runs[index][0], []).append(index)
    position = index = 0
    text: list[str] = []
    while index < len(runs):
        start, end = runs[index]
        # Outside of code a backslash makes the first backtick a plain one; a span is closed by a whole run.
        start += (start - position - len(line[position:start].rstrip("\\"))) % 2
        text.append(line[position:start])
        partner = _next_after(index, closers.get(end - start, []))
        if start < end and partner is not None:
            yield False, "".join(text)
            yield True, line[start : runs[partner][1]]
            end, index, text = runs[partner][1], partner, []
        else:
            text.append("\\`" * (end - start))
        position, index = end, index + 1
    yield False, "".join([*text, line[position:]])


def _next_after(index: int, closers: list[int]) -> int | None:
    """Return the first of the run numbers (which fall) that is behind `index`; those before it are dropped."""
    while closers and closers[-1] <= index:
        closers.pop()
    return closers[-1] if closers else None


def _safe_markup(match: re.Match[str], allowed: _Allowed) -> str:
    kind, text = match.lastgroup, match[0]
    if match["tag"]:
        return _safe_tag(match, allowed.tags)
    if match["destination"] is not None:
        address = match["destination"]
        return f"] ({_code(address)})" if _is_foreign(address, allowed.own) else f"]({address})"
    if match["autolink"] or match["url"]:
        address = match["autolink"] or match["url"]
        return _code(address) if _is_foreign(address, allowed.own) else text
    if kind == "escape":
        return text
    if kind in _REPLACED:
        return _REPLACED[kind]
    if match["issue"]:
        return match["closing"] + _code(match["issue"])
    return _code(text)


def _is_foreign(address: str, own: str) -> bool:
    """Whether a link leads elsewhere, or would mention somebody where no `[` makes a link of it: it is shown as code."""
    return not (own and address.startswith(own)) and bool(_FOREIGN.match(address) or _MENTION.search(address))


def _code(text: str) -> str:
    return _OPEN + text.removeprefix("\\") + _CLOSE


def _safe_tag(match: re.Match[str], tags: frozenset[str]) -> str:
    name, state = match["tag"].lower(), match["state"] or ""
    if name in tags:
        return f"<{match['close']}{name}{' open' if state and name == 'details' else ''}>"
    # `<pad>`, `<image>`: a token of the field, not markup
    return "" if re.fullmatch(_ELEMENTS, name) else _code(match[0])


def _without_block_mark(line: str) -> str:
    match = _BLOCK_MARK.match(line)
    if not match:
        return line
    at = match.end("number") if match["number"] else 0
    return f"{line[:at]}\\{line[at:]}"
