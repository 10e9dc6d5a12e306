"""`results*.json` of EleutherAI's lm-evaluation-harness: a table of tasks and metrics, and the settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.model.report import Block, Heading
from bot.reading.contents import Contents
from bot.reading.json_document import JsonNode
from bot.reading.json_tables import Record, Row, pairs_table, record_tables

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
    """Return the results, a row a task with each metric beside its standard error, and the settings of the evaluation."""
    settings = dict(_settings(document))
    model = settings.get("model_name") or settings.get("pretrained")
    title = f"Evaluation of {model.text}" if model else ""
    return Contents((*_results(document), *_configuration(document, settings)), title=title, date=_date(document))


def _results(document: JsonNode) -> Iterator[Block]:
    for key in ("results", "groups"):
        node = document.get(key)
        if node and node.members:
            yield Heading(2, key, (node.lines[0],) * 2)
            rows = (Row(metrics.lines[0], _task_record(document, task, metrics)) for task, metrics in node.members.items())
            yield from record_tables(rows)[0]


def _task_record(document: JsonNode, task: str, metrics: JsonNode) -> Record:
    line = metrics.lines[0]
    record = {"Task": JsonNode((line, line), task, is_string=True)}
    for about in ("n-shot", "n-samples"):
        by_task = document.get(about)
        value = by_task.get(task) if by_task else None
        value = (value.get("effective") or value) if value else None
        if value and value.is_scalar:
            record[about] = value
    for key, value in (metrics.members or {}).items():
        if key != "alias" and value.is_scalar and value.text not in ("N/A", " "):
            record[_metric_name(key)] = value
    return record


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
    environment = document.get("pretty_env_info")
    if environment:
        for name, value in _ENVIRONMENT.findall(environment.text):
            yield name, JsonNode(environment.lines, value, is_string=True)


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
