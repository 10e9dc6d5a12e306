"""What a model suggests and people decide: names for new skills, and how skills that say nearly the same become one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.model.draft import Retrospective, SuggestedMerge, SuggestedName
from bot.model.repository import Repository
from bot.propose.skill_validity import LONGEST_NAME, NAME
from bot.writer.answer import Answer
from bot.writer.grounding import is_borne_out
from bot.writer.task import Part, Said, Task
from bot.writer.tasks import skill_target
from bot.writer.weaving import woven_statements

_MOST_WORDS = 6
_FEWEST_WORDS = 2


def suggested_names(
    retrospective: Retrospective, tasks: Sequence[Task], answers: Mapping[str, Answer], repository: Repository
) -> tuple[SuggestedName, ...]:
    """Return the names that a model would give to new skills, where they keep the rules and say something else."""
    taken = {skill.name for skill in repository.skills} | {draft.name for draft in retrospective.skills}
    by_target = {task.target: task for task in tasks}
    return tuple(
        SuggestedName(draft.name, name)
        for draft in retrospective.skills
        if (task := by_target.get(skill_target(draft)))
        for name in _names(answers.get(task.target, {}), task, taken)
    )


def suggested_merges(tasks: Sequence[Task], answers: Mapping[str, Answer]) -> tuple[SuggestedMerge, ...]:
    """Return how skills that say nearly the same could become one, as the accepted answers have it."""
    return tuple(
        SuggestedMerge(task.about, woven_statements(task, said, Part.MERGE))
        for task in tasks
        if (said := answers.get(task.target, {}).get(Part.MERGE))
    )


def _names(answer: Answer, task: Task, taken: Collection[str]) -> Iterator[str]:
    for said in answer.get(Part.NAME, ())[:1]:
        name = said.text.strip().strip("`")
        if name not in taken and is_fit(said._replace(text=name), task):
            yield name


def is_fit(said: Said, task: Task) -> bool:
    """Say whether a name keeps the rules: the specification's form, the team's prefix, words that the facts bear out."""
    words = said.text.split("-")
    if not NAME.fullmatch(said.text) or len(said.text) > LONGEST_NAME:
        return False
    opens = not task.prefix or words[0] == task.prefix
    return opens and _FEWEST_WORDS <= len(words) <= _MOST_WORDS and is_borne_out(task, Part.NAME, said)
