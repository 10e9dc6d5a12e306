"""A workflow's text as init and doctor read it: its events, the job and the steps that use the bot, and lines of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from bot.reading.yaml_limits import yaml_excess

# For what is no YAML, or none that is read: a line that says what a step uses.
_USES = re.compile(
    r"^[ \t]*(?:- )?(?:\{[ ]*)?[\"']?uses[\"']?:[ \t]*(?:&\S+[ ]+)?[\"']?"
    r"(?:[^\s\"'@]*/)?retro-bot(?:/[^\s\"'@]*)?(?:@|[\"']?\s*$)",
    re.M,
)


class BotJob(NamedTuple):
    """The job that uses the bot: what it says, its steps up to the bot's, the bot's step and what it uses."""

    content: Mapping[str, Any]
    before: tuple[Mapping[str, Any], ...]
    step: Mapping[str, Any]
    uses: str


class WorkflowFile(NamedTuple):
    """A workflow: path, text and content, empty where it is no YAML (`problem`) or YAML that is not read (`unread`)."""

    path: str
    text: str
    content: Mapping[str, Any]
    problem: str = ""
    unread: str = ""
    problem_line: int = 0

    @property
    def events(self) -> Mapping[str, Any]:
        """Each event with its filters."""
        said = self.content.get("on")
        if isinstance(said, Mapping):
            return {str(name): filters if isinstance(filters, Mapping) else {} for name, filters in said.items()}
        names = said if isinstance(said, list) else [said] if isinstance(said, str) else []
        return {str(name): {} for name in names}

    @property
    def uses_bot(self) -> bool:
        """Whether a step, or a job, uses the bot; told by its text where it is not read."""
        if self.problem or self.unread:
            return bool(_USES.search(self.text))
        return any(_is_bot(uses) for uses in _all_uses(self.content))

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

    # The base loader builds nothing but strings, lists and dicts.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        if excess := yaml_excess(text, loader):
            return WorkflowFile(path, text, {}, unread=excess[0], problem_line=excess[1])
        content = yaml.load(text, loader)  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = str(getattr(error, "problem", "") or "it cannot be parsed")
        return WorkflowFile(path, text, {}, said, problem_line=mark.line + 1 if mark else 1)
    if not isinstance(content, Mapping):
        return WorkflowFile(path, text, {}, "it is no mapping of keys to values", problem_line=1)
    return WorkflowFile(path, text, content)


def uses_bot(text: str) -> bool:
    """Say whether the text of a workflow has a step, or a job, that uses the bot."""
    return "retro-bot" in text and read_workflow_file("", text).uses_bot


def words_of(value: object) -> tuple[str, ...]:
    """Return a list of texts, or one text, as a tuple; anything else is empty."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(each) for each in value) if isinstance(value, Iterable) and not isinstance(value, Mapping) else ()


def _all_uses(content: object) -> Iterator[str]:
    if isinstance(content, Mapping):
        uses = content.get("uses")
        if isinstance(uses, str):
            yield uses
    for each in content.values() if isinstance(content, Mapping) else content if isinstance(content, list) else ():
        yield from _all_uses(each)


def _is_bot(uses: str) -> bool:
    name = uses.partition("@")[0].rstrip("/")
    return bool(name) and any(part == "retro-bot" for part in name.split("/"))
