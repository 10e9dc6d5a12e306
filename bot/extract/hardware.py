"""Hardware and software that text names outside of `Hardware:` lines: list items of a setup, and `on an RTX 4090`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.context import Context, SectionRole
from bot.extract.value_fact import value_fact
from bot.extract.value_kinds import AHEAD
from bot.extract.value_names import clean_name
from bot.extract.value_passages import label_of
from bot.model.fact import Fact, Kind
from bot.model.report import Block, Heading, ListItem, Paragraph

_DEVICE = re.compile(
    r"(?:\b\d{1,3}\s?[x×]\s?)?(?:\b(?:NVIDIA|AMD|Modal|Nvidia|Intel)\s)?(?:(?:GeForce|Tesla|Quadro|Instinct)\s)?"
    r"(?:\b(?:(?:RTX|GTX)\s?(?:PRO\s|A)?\d{3,4}(?:\s?(?:Ti|SUPER|Super|Ada))?|(?:A100|A800|A10G?|A40|A6000|H100|H200|H800|H20|B100|B200|V100|P100|T4|L4|"
    r"L40S?|GH200|GB200|MI\d{2,3}[Xx]?|TPU\s?v\d\w*|M[1-4]\s(?:Pro|Max|Ultra)|Jetson\s\w+|Gaudi\s?\d?))"
    r"|\b[1-5]0[5-9]0\s?(?:Ti|SUPER|Super|ti)(?:\s?SUPER|\s?Super)?)"
    r"(?:[- ](?:SXM\d?|PCIe|NVL))?(?:[- ]?\d{2,3}\s?G[Bi]B?)?(?:[- ](?:SXM\d?|PCIe))?(?:\s\([^()\n]{1,80}\))?"
)
_ON = re.compile(r"\b(?:on|using|with|GPU|device|hardware|from)\s+(?:an?\s|the\s|one\s|a single\s)?[`*]*$", re.IGNORECASE)
_LONGEST_ITEM = 60


def facts(context: Context) -> Iterator[Fact]:
    """Yield hardware that the section's items and sentences name; what the report named before is left out."""
    named = _named_before(context)
    for block in context.section.blocks:
        if isinstance(block, Paragraph | ListItem) and context.role not in AHEAD:
            yield from _in_block(block, context, named)


def _in_block(block: Paragraph | ListItem, context: Context, named: set[str]) -> Iterator[Fact]:
    label, _ = label_of(block.text)
    if label and context.role in (SectionRole.SETUP, SectionRole.OTHER) and len(context.section.headings) < 2:
        return
    for match in _DEVICE.finditer(block.text):
        device = clean_name(match[0])
        whole = isinstance(block, ListItem) and not label and len(block.text) <= _LONGEST_ITEM
        if device.lower() in named or not (whole or _is_named(block.text, match)):
            continue
        named.add(device.lower())
        line = block.lines[0] + block.text.count("\n", 0, match.start())
        value = block.text if whole else device
        yield value_fact(Kind.SETUP, (line, line), "hardware.named", "hardware", value, "", context.path)
        if whole:
            return


def _is_named(text: str, match: re.Match[str]) -> bool:
    """Whether what stands around a device says that it was used: `on an ...`, or an item between commas."""
    between = text[: match.start()].rstrip(" `*")[-1:] == "," and text[match.end() : match.end() + 1] in (",", ".", "")
    return between or _ON.search(text[: match.start()]) is not None


def _named_before(context: Context) -> set[str]:
    """Devices in the text above the section."""
    first = context.section.blocks[0]
    named: set[str] = set()
    for block in context.report.blocks:
        if block is first:
            break
        named.update(clean_name(match[0]).lower() for match in _DEVICE.finditer(_text(block)))
    return named


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph | ListItem | Heading) else ""
