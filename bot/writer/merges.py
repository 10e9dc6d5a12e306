"""Skills of the team that say nearly the same, and the tasks that ask how to make them one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from bot.model.draft import Retrospective, Source
from bot.model.repository import Repository, Skill
from bot.synthesize.decisions.ownership import Neighbourhood
from bot.synthesize.evidence.units import Unit
from bot.writer.items import Found, numbered, one_line
from bot.writer.task import Ground, Part, Section, Task

_NEARLY_THE_SAME = 0.55
"""Of the weighed words of two skills. Half of a skill beside the whole of it has 0.7 and more; the two most alike of the 17
skills of a real team, both about one experiment, have 0.36."""

_MOST_PAIRS = 2
_MOST_LINES = 40


def merge_tasks(retrospective: Retrospective, evidence: Sequence[Unit], repository: Repository) -> tuple[Task, ...]:
    """Return a task for each pair of near-duplicates of which this retrospective touches one, the closest first."""
    return tuple(_task(first, second) for first, second in near_duplicates(retrospective, evidence, repository))


def near_duplicates(
    retrospective: Retrospective, evidence: Sequence[Unit], repository: Repository
) -> tuple[tuple[Skill, Skill], ...]:
    """Return pairs of result skills that say nearly the same; those that nobody is working on are left alone."""
    touched = {update.skill.name for update in retrospective.updates}
    touched |= {name for draft in retrospective.skills for name in draft.related_skills}
    if not touched:
        return ()
    near = Neighbourhood(evidence, repository)
    pairs = [pair for pair in combinations(near.skills, 2) if touched & {skill.name for skill in pair}]
    found = [(alike, pair) for pair in pairs if (alike := near.skills_alike(*pair)) >= _NEARLY_THE_SAME]
    found.sort(key=lambda each: (-each[0], each[1][0].path, each[1][1].path))
    return tuple(pair for _, pair in found[:_MOST_PAIRS])


def _task(first: Skill, second: Skill) -> Task:
    found = (each for skill in (first, second) for each in _lines(skill))
    ground = Ground({skill.path: skill.text for skill in (first, second)})
    about = f"`{first.name}` and `{second.name}`"
    return Task(f"merge of {first.name} and {second.name}", about, numbered(found), (Section(Part.MERGE, ()),), ground)


def _lines(skill: Skill) -> list[Found]:
    """What a skill says, a line each, with the skill's name as its kind."""
    lines = list(_said(skill.text.split("\n")))[:_MOST_LINES]
    return [(skill.name, one_line(line), (Source(skill.path, (number, number)),)) for number, line in lines]


def _said(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers: no front matter, no headings, no fences, no rules of tables."""
    is_front = bool(lines) and lines[0].rstrip() == "---"
    for number, line in enumerate(lines, start=1):
        if is_front:
            is_front = number == 1 or line.rstrip() != "---"
        elif any(sign.isalnum() for sign in line) and not line.lstrip().startswith(("#", "```", "~~~")):
            yield number, line.strip()
