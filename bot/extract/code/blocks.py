"""Setup, parameters and metrics out of code blocks: configuration, commands, logs and printed tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.context import Context, SectionRole
from bot.extract.numbers import parse_quantity
from bot.extract.section_roles import plain_title
from bot.extract.tables.values import table_facts
from bot.extract.values.fact import value_fact
from bot.extract.values.kinds import ABOUT_REPORT, DESCRIBING, is_constant, is_statistic
from bot.extract.values.names import Names, names_of
from bot.extract.values.pairs import flags, pairs
from bot.extract.values.shapes import is_empty, is_switch
from bot.model.fact import Fact, Kind
from bot.model.report import CodeBlock, Lines

_SHELLS = frozenset({"bash", "sh", "shell", "console", "zsh", "shellsession", "powershell", "cmd", "bat", "terminal"})
_PLAIN = frozenset({"", "text", "txt", "log", "output", "plaintext", "plain", "stdout"})
_IGNORED = frozenset({SectionRole.PLAN, SectionRole.QUESTIONS})
_EXPECTED = re.compile(r"expected\b", re.IGNORECASE)  # what such a log shows was not measured
_PRINTED = (" ms", " us", "FLOP", "B/s", "tok/s", "it/s", "%")  # a unit without which a command printed no measurement
_TYPED = re.compile(r"\s*(?:#|[$>%] |[\w./-]+ -|[A-Z_]+=|export |cd |--)")  # no output
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.+Z-]+)?")
_LONGEST_COMMAND = 160
_MOST_SETTINGS = 120


def facts(context: Context) -> Iterator[Fact]:
    """Yield the values of the section's code blocks."""
    if context.role in _IGNORED:
        return
    names = names_of(context.domain)
    for block in context.section.blocks:
        if isinstance(block, CodeBlock):
            yield from _facts_of(block, context, names)


def _facts_of(block: CodeBlock, context: Context, names: Names) -> Iterator[Fact]:
    """Each kind of block has readers of its own, which are loaded with the first such block."""
    if block.language in _SHELLS:
        yield from _from_shell(block, context, names)
    elif block.language in _PLAIN:
        yield from _from_plain(block, context, names)
    else:
        yield from _from_config(block, context, names)


def _from_plain(block: CodeBlock, context: Context, names: Names) -> Iterator[Fact]:
    from bot.extract.code.command_lines import looks_like_commands

    if looks_like_commands(block.text):
        yield from _from_shell(block, context, names)
    elif not any(_EXPECTED.match(plain_title(heading.text)) for heading in context.section.headings):
        yield from _from_log(block, context, names)


def _from_config(block: CodeBlock, context: Context, names: Names) -> Iterator[Fact]:
    from bot.extract.code.configuration import config_settings

    settings = list(config_settings(block.language, block.text))
    if block.language.startswith(("py", "ipy")) and not _is_config(len(settings), block, context):
        settings = [
            setting for setting in settings if "." in setting.name or names.senses(setting.name) == (Kind.PARAMETER,)
        ]
    for setting in settings[:_MOST_SETTINGS]:
        if is_empty(setting.value) or _tells_no_setting(setting.name, setting.value):
            continue
        lines = _lines(block, setting.first, setting.last)
        kind = _kind(setting.name, setting.value, context, names)
        subject = context.section.title if kind is Kind.METRIC else ""
        yield value_fact(kind, lines, "code.config", setting.name, setting.value, subject, context.path)


def _is_config(count: int, block: CodeBlock, context: Context) -> bool:
    """Whether Python code is mostly settings, or stands where settings do."""
    written = sum(1 for line in block.text.split("\n") if line.strip() and not line.lstrip().startswith("#"))
    return count >= 2 and (2 * count >= written or (context.role in DESCRIBING and 4 * count >= written))


def _kind(name: str, value: str, context: Context, names: Names) -> Kind:
    senses = names.senses(name.rsplit(".", 1)[-1])
    numeric = parse_quantity(value)[0] is not None
    if numeric and is_constant(name) and context.role is not SectionRole.RESULTS:
        return Kind.PARAMETER
    if numeric and senses == (Kind.METRIC,) and (context.role not in DESCRIBING or is_statistic(name)):
        return Kind.METRIC
    if numeric and context.role is SectionRole.RESULTS and Kind.PARAMETER not in senses:
        return Kind.METRIC
    return Kind.SETUP if senses == (Kind.SETUP,) and not numeric and not is_switch(value) else Kind.PARAMETER


def _tells_no_setting(name: str, value: str) -> bool:
    """Whether a key tells about the report (`completed: 2026-01-21`) or what came of it in words (`verdict: ...`)."""
    return name.rsplit(".", 1)[-1].lower() in ABOUT_REPORT or _DATE.fullmatch(value) is not None


def _from_shell(block: CodeBlock, context: Context, names: Names) -> Iterator[Fact]:
    """What was typed, then what it printed."""
    yield from _from_commands(block, context)
    yield from _printed(block, context, names)


def _from_commands(block: CodeBlock, context: Context) -> Iterator[Fact]:
    from bot.extract.code.command_lines import commands, exports

    for name, value, line in exports(block.text):
        yield value_fact(Kind.PARAMETER, _lines(block, line, line), "code.variable", name, value, "", context.path)
    for command in commands(block.text):
        lines = _lines(block, command.first, command.last)
        if len(command.text) <= _LONGEST_COMMAND or not command.script:
            yield value_fact(Kind.SETUP, lines, "code.command", "command", command.text, "", context.path)
        else:
            yield value_fact(Kind.SETUP, lines, "code.command", "script", command.script, "", context.path)
        source = "\n".join(block.text.split("\n")[command.first : command.last + 1])
        for flag in (*flags(source), *pairs(source.replace("--", "\x00\x00"))):
            line = command.first + source.count("\n", 0, flag.start)
            yield value_fact(
                Kind.PARAMETER, _lines(block, line, line), "code.flag", flag.name, flag.value, "", context.path
            )


def _printed(block: CodeBlock, context: Context, names: Names) -> Iterator[Fact]:
    """Measurements that commands printed: what stands between them with a unit."""
    if not any(unit in block.text for unit in _PRINTED):
        return
    from bot.extract.code.command_lines import commands
    from bot.extract.code.log_lines import log_readings

    typed = {number for command in commands(block.text) for number in range(command.first, command.last + 1)}
    lines = ["" if number in typed or _TYPED.match(line) else line for number, line in enumerate(block.text.split("\n"))]
    for reading in log_readings("\n".join(lines), names):
        if not reading.value[-1:].isdigit():
            at = _lines(block, reading.line, reading.line)
            subject = reading.place or context.section.title
            yield value_fact(Kind.METRIC, at, "code.log", reading.name, reading.value, subject, context.path)


def _from_log(block: CodeBlock, context: Context, names: Names) -> Iterator[Fact]:
    from bot.extract.code.log_lines import log_readings
    from bot.extract.code.printed_tables import printed_tables

    tables = list(printed_tables(block))
    for table in tables:
        yield from table_facts(table, context)
    covered = {number for table in tables for number in range(table.lines[0], table.lines[1] + 1)}
    for reading in log_readings(block.text, names):
        lines = _lines(block, reading.line, reading.line)
        if lines[0] not in covered:
            subject = reading.place or context.section.title
            yield value_fact(Kind.METRIC, lines, "code.log", reading.name, reading.value, subject, context.path)


def _lines(block: CodeBlock, first: int, last: int) -> Lines:
    return block.lines[0] + first, min(block.lines[0] + last, block.lines[1])
