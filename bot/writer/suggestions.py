"""What a model suggests and people decide: a name for a skill. One that breaks a rule of naming is not passed on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bot.model.draft import Retrospective, SkillDraft, SuggestedName
from bot.model.repository import Repository
from bot.propose.skill_validity import LONGEST_NAME, NAME
from bot.synthesize.habits import team_prefix
from bot.synthesize.wording.comparing import stem, word_set
from bot.writer.answer import Answer
from bot.writer.checks.names import plain_words
from bot.writer.task import Part
from bot.writer.tasks import skill_target

_MOST_WORDS = 6
_FEWEST_WORDS = 2


def suggested_names(
    retrospective: Retrospective, answers: Mapping[str, Answer], repository: Repository
) -> tuple[SuggestedName, ...]:
    """Return the names that a model would give to new skills, where they keep the rules and say something else."""
    taken = {skill.name for skill in repository.skills} | {draft.name for draft in retrospective.skills}
    prefix = team_prefix(repository)
    return tuple(
        SuggestedName(draft.name, name)
        for draft in retrospective.skills
        for name in _names(answers.get(skill_target(draft), {}), draft, prefix, taken)
    )


def _names(answer: Answer, draft: SkillDraft, prefix: str, taken: Collection[str]) -> Iterator[str]:
    for said in answer.get(Part.NAME, ())[:1]:
        name = said.text.strip().strip("`")
        if is_fit(name, draft, prefix) and name not in taken:
            yield name


def is_fit(name: str, draft: SkillDraft, prefix: str) -> bool:
    """Say whether a name keeps the rules: the specification's form, the team's prefix, words of the draft or plain ones."""
    words = name.split("-")
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME or not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
        return False
    rules = draft.rules or draft
    said = [rules.title, rules.name.replace("-", " "), *(each.text for each in (*rules.general, *rules.practice))]
    known = {word for text in said for word in word_set(text)}
    opens = not prefix or words[0] == prefix
    return opens and all(word == prefix or stem(word) in known or stem(word) in plain_words() for word in words)
