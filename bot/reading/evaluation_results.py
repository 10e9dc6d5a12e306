"""`results*.json` of EleutherAI's lm-evaluation-harness: a table of metrics by task, and the settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.model.report import Block, Cell, Heading, Table
from bot.reading.contents import Contents
from bot.reading.json_document import JsonNode
from bot.reading.json_tables import MAX_COLUMNS, Record, cell, pairs_table

_ENVIRONMENT = re.compile(
    r"^(PyTorch version|CUDA used to build PyTorch|ROCM used to build PyTorch|Python version|GPU \d+|Nvidia driver version)"
    r": (?!N/A$)(.{1,120})$",
    re.M,
)
_ABOUT_THE_RUN = ("model_name", "model_source", "transformers_version", "lm_eval_version", "git_hash", "max_length")


def matches(document: JsonNode) -> bool:
    """Tell whether these are results of the harness: metrics by task, and the versions of the tasks."""
    results = document.get("results")
    tasks = list((results.members or {}).values()) if results else []
    return bool(tasks) and all(task.members for task in tasks) and bool(document.get("versions") or document.get("n-shot"))


def contents(document: JsonNode) -> Contents:
    """Return the results, a row a metric with its standard error below it, and the settings of the evaluation."""
    settings = dict(_settings(document))
    model = settings.get("model_name") or settings.get("pretrained")
    title = f"Evaluation of {model.text}" if model else ""
    return Contents((*_results(document), *_configuration(document, settings)), title=title, date=_date(document))


def _results(document: JsonNode) -> Iterator[Block]:
    for key in ("results", "groups"):
        node = document.get(key)
        table = _metrics_table(node) if node else None
        if node and table:
            yield Heading(2, key, (node.lines[0],) * 2)
            yield table


def _metrics_table(node: JsonNode) -> Table | None:
    """Return a row a metric and a column a task, so that the first column names what was measured."""
    tasks = list((node.members or {}).items())[:MAX_COLUMNS]
    metrics: dict[str, dict[str, JsonNode]] = {}
    for task, values in tasks:
        for key, value in (values.members or {}).items():
            if key != "alias" and value.is_scalar and value.text.strip() not in ("", "N/A"):
                metrics.setdefault(_metric_name(key), {})[task] = value
    if not metrics:
        return None
    lines = {task: (values.lines[0],) * 2 for task, values in tasks}
    header = (Cell("Metric", (node.lines[0],) * 2), *(Cell(task, lines[task]) for task, _ in tasks))
    rows = []
    for metric, by_task in metrics.items():
        name = Cell(metric, (next(iter(by_task.values())).lines[0],) * 2)
        rows.append((name, *(cell(by_task[task]) if task in by_task else Cell("", lines[task]) for task, _ in tasks)))
    return Table(header, tuple(rows), node.lines)


def _metric_name(key: str) -> str:
    """Return the harness's key as people write it: `acc_stderr,none` is `acc stderr`, a filter goes in brackets."""
    name, _, filter_name = key.partition(",")
    name = name.replace("_stderr", " stderr")
    return name if filter_name in ("", "none") else f"{name} ({filter_name})"


def _configuration(document: JsonNode, settings: Record) -> Iterator[Block]:
    node = document.get("config") or document
    table = pairs_table(settings, "config", node.lines[0])
    if table:
        yield Heading(2, "config", (node.lines[0],) * 2)
        yield table


def _settings(document: JsonNode) -> Iterator[tuple[str, JsonNode]]:
    config = document.get("config")
    for key, value in (config.members or {}).items() if config else ():
        if key == "model_args" and value.is_string:
            yield from _arguments(value)
        elif value.is_scalar and not value.is_null:
            yield key, value
    for key in _ABOUT_THE_RUN:
        about = document.get(key)
        if about and about.is_scalar and not about.is_null:
            yield key, about
    yield from _by_task(document, "n-shot")
    yield from _by_task(document, "n-samples")
    environment = document.get("pretty_env_info")
    if environment:
        for name, value in _ENVIRONMENT.findall(environment.text):
            yield name, JsonNode(environment.lines, value, is_string=True)


def _by_task(document: JsonNode, name: str) -> Iterator[tuple[str, JsonNode]]:
    """Yield a setting that the harness keeps for each task: once, if it is the same for all."""
    node = document.get(name)
    values = {task: value.get("effective") or value for task, value in (node.members or {}).items()} if node else {}
    if len({value.text for value in values.values()}) == 1:
        yield name, next(iter(values.values()))
    else:
        yield from ((f"{name} {task}", value) for task, value in values.items() if value.is_scalar)


def _arguments(node: JsonNode) -> Iterator[tuple[str, JsonNode]]:
    """Yield the parts of `pretrained=gpt2,dtype=float16`."""
    for part in node.text.split(","):
        name, equals, value = part.partition("=")
        if equals:
            yield name.strip(), JsonNode(node.lines, value.strip(), is_string=True)


def _date(document: JsonNode) -> str:
    """Return the day (UTC) of the time stamp, seconds since 1970."""
    stamp = document.get("date")
    try:
        return datetime.fromtimestamp(float(stamp.text), UTC).date().isoformat() if stamp else ""
    except (ValueError, OverflowError, OSError):
        return ""
