"""A workflow's text as the doctor reads it: its events, the job and the steps that use the bot, and lines of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class BotJob(NamedTuple):
    """The job that uses the bot: what it says, its steps up to the bot's, the bot's step and what it uses."""

    content: Mapping[str, Any]
    before: tuple[Mapping[str, Any], ...]
    step: Mapping[str, Any]
    uses: str


class WorkflowFile(NamedTuple):
    """A workflow: path, text and content (empty where it is no YAML), and what YAML says about it (`problem`, its line)."""

    path: str
    text: str
    content: Mapping[str, Any]
    problem: str = ""
    problem_line: int = 0

    @property
    def events(self) -> Mapping[str, Any]:
        """Each event with its filters."""
        said = self.content.get("on")
        if isinstance(said, Mapping):
            return {str(name): filters if isinstance(filters, Mapping) else {} for name, filters in said.items()}
        names = said if isinstance(said, list) else [said] if isinstance(said, str) else []
        return {str(name): {} for name in names}

    def line(self, *patterns: str) -> int:
        """Return the first line that one of the patterns is on, tried in order; 1 where none is."""
        for pattern in patterns:
            for number, line in enumerate(self.text.split("\n"), start=1):
                if re.search(pattern, line):
                    return number
        return 1

    def bot_job(self, is_own: bool) -> BotJob | None:
        """Return the job that uses the bot; where the repository is the bot's own, a step that uses `./` does."""
        jobs = self.content.get("jobs")
        for job in jobs.values() if isinstance(jobs, Mapping) else ():
            steps = job.get("steps") if isinstance(job, Mapping) else None
            steps = [step for step in steps if isinstance(step, Mapping)] if isinstance(steps, list) else []
            for index, step in enumerate(steps):
                uses = str(step.get("uses", ""))
                if _is_bot(uses) or (is_own and uses in ("./", "$/")):
                    return BotJob(job, tuple(steps[:index]), step, uses)
        return None


def read_workflow_file(path: str, text: str) -> WorkflowFile:
    """Return the workflow in `text`. Never raises."""
    import yaml

    try:
        # The base loader builds nothing but strings, lists and dicts.
        content = yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return WorkflowFile(
            path, text, {}, str(getattr(error, "problem", "") or "it cannot be parsed"), mark.line + 1 if mark else 1
        )
    except RecursionError:
        return WorkflowFile(path, text, {}, "it is nested too deep", 1)
    if not isinstance(content, Mapping):
        return WorkflowFile(path, text, {}, "it is no mapping of keys to values", 1)
    return WorkflowFile(path, text, content)


def words_of(value: object) -> tuple[str, ...]:
    """Return a list of texts, or one text, as a tuple; anything else is empty."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(each) for each in value) if isinstance(value, Iterable) and not isinstance(value, Mapping) else ()


def _is_bot(uses: str) -> bool:
    name = uses.partition("@")[0].rstrip("/")
    return bool(name) and any(part == "retro-bot" for part in name.split("/"))
