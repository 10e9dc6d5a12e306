"""Hardware and software that text names outside of `Hardware:` lines: list items of a setup, and `on an RTX 4090`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.context import Context
from bot.extract.section_roles import section_role
from bot.extract.values.fact import value_fact
from bot.extract.values.kinds import AHEAD
from bot.extract.values.names import clean_name
from bot.extract.values.passages import label_of
from bot.model.fact import Fact, Kind
from bot.model.report import Block, Heading, ListItem, Paragraph, Report

DEVICE = re.compile(
    r"(?:\b\d{1,3}\s?[x×]\s?)?(?:\b(?:NVIDIA|AMD|Modal|Nvidia|Intel)\s)?(?:(?:GeForce|Tesla|Quadro|Instinct)\s)?"
    r"(?:\b(?:(?:RTX|GTX)\s?(?:PRO\s|A)?\d{3,4}(?:\s?(?:Ti|SUPER|Super|Ada))?|(?:A100|A800|A10G?|A40|A6000|H100|H200|H800|H20|B100|B200|V100|P100|T4|L4|"
    r"L40S?|GH200|GB200|MI\d{2,3}[Xx]?|TPU\s?v\d\w*|M[1-4]\s(?:Pro|Max|Ultra)|Jetson\s\w+|Gaudi\s?\d?))"
    r"|\b[1-5]0[5-9]0\s?(?:Ti|SUPER|Super|ti)(?:\s?SUPER|\s?Super)?)"
    r"(?:[- ](?:SXM\d?|PCIe|NVL))?(?:[- ]?\d{2,3}\s?G[Bi]B?)?(?:[- ](?:SXM\d?|PCIe))?(?:\s\([^()\n]{1,80}\))?"
)
"""A device as people write it, with its number, memory and what stands in brackets behind it."""

# Both patterns open with letters, not with an assertion, so that the search skips all other letters at once.
_SERIES = re.compile(r"RTX|GTX|Tesla|Jetson|Gaudi|TPU")
_MODEL = re.compile(
    r"[ABHVLPTMG1-5](?:(?<!\w[A-Z])(?:(?<=[ABHVLPT])\d|(?<=M)(?:[1-4] |I\d)|(?<=G)[HB]200)|(?<=[1-5])0[5-9]0 ?(?:Ti|S))"
)
_ON = re.compile(r"\b(?:on|using|with|GPU|device|hardware|from)\s+(?:an?\s|the\s|one\s|a single\s)?[`*]*$", re.IGNORECASE)
_SUPPOSES = re.compile(r"\b(?:may|might|could|would|untested|not tested)\b", re.IGNORECASE)
_LONGEST_ITEM = 60
_TEXTS = (Paragraph, ListItem)


def facts(context: Context) -> Iterator[Fact]:
    """Yield the hardware that the report's items and sentences name, each device once; all of it with the first section."""
    if context.section.blocks[0] is not _first_block(context.report):
        return
    named: set[str] = set()
    for section in context.report.sections():
        for block in section.blocks:
            if isinstance(block, _TEXTS) and _names_device(block.text):
                found = _in_block(block, " > ".join(heading.text for heading in section.headings), named)
                yield from found if section_role(section) not in AHEAD else ()


def _names_device(text: str) -> bool:
    """Whether a text may name a device: a quick look before the long pattern."""
    return _MODEL.search(text) is not None or _SERIES.search(text) is not None


def _first_block(report: Report) -> Block | None:
    return next((block for block in report.blocks if not isinstance(block, Heading)), None)


def _in_block(block: Paragraph | ListItem, path: str, named: set[str]) -> list[Fact]:
    """The devices of one block that were not named before; `named` grows by all that it names."""
    found = []
    label, _ = label_of(block.text)
    whole = isinstance(block, ListItem) and not label and len(block.text) <= _LONGEST_ITEM
    for match in DEVICE.finditer(block.text):
        device = clean_name(match[0])
        new = device.lower() not in named
        named.add(device.lower())
        if new and not (label and match.start() >= len(label)) and (whole or _is_named(block.text, match)):
            line = block.lines[0] + block.text.count("\n", 0, match.start())
            value = block.text if whole and "," not in block.text else device
            found.append(value_fact(Kind.SETUP, (line, line), "hardware.named", "hardware", value, "", path))
        if whole:
            break
    return found


def _is_named(text: str, match: re.Match[str]) -> bool:
    """Whether what stands around a device says that it was used: `on an ...`, or an item between commas.

    What may be so on a device (`may differ on a B200`) did not run there.
    """
    if _SUPPOSES.search(text[: match.start()].rpartition(". ")[2]):
        return False
    between = text[: match.start()].rstrip(" `*")[-1:] == "," and text[match.end() : match.end() + 1] in (",", ".", "")
    return between or _ON.search(text[: match.start()]) is not None
