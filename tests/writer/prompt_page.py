"""The page that shows what is sent to a model, for a security review: `python -m tests.writer.prompt_page` writes it."""

from __future__ import annotations

import json
from pathlib import Path

from bot.gathering import gather, select_reports
from bot.model.repository import Skill
from bot.model.selection import Request
from bot.run import extract_selection, plan_from
from bot.secrets.redaction import clean_evidence
from bot.writer.request_text import prompt, refusal
from bot.writer.tasks import tasks_for

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "model-writer-prompt.md"
_REPORT = "training_reports/2025-01-08-attention-heads.md"


def page() -> str:
    """Return the page for one report of the example `research`."""
    request = Request("", "2025-01-20", (_REPORT,))
    gathered = gather(ROOT / "examples" / "research", request)
    selection = select_reports(gathered, request)
    retrospective = plan_from(gathered, request, selection).retrospective
    clean, _ = clean_evidence(gathered.repository, ())
    facts = extract_selection(clean, selection, lambda text: None)
    parts = [_HEAD]
    tasks = tasks_for(retrospective, facts, clean)
    for task in tasks:
        sent = prompt(task)
        if len(parts) == 1:
            parts += [
                "## The instructions",
                "The system's message, the same in each request but for the line around the data.",
                _block(sent.instructions),
            ]
        parts += [f"## The request about the {task.target}", _block(sent.request), "The schema of the answer:"]
        parts.append(_block(json.dumps(sent.schema, separators=(", ", ": ")), "json"))
        again = refusal(
            ['general_description 2 ("..."): the number 91.9% stands in none of the facts that you name'],
            task.sections[3:4],
        )
    twice = clean._replace(skills=(*clean.skills, *(_copy(skill) for skill in clean.skills)))
    related = tuple(skill.name for skill in clean.skills)
    touching = retrospective._replace(skills=tuple(each._replace(related_skills=related) for each in retrospective.skills))
    for task in tasks_for(touching, facts, twice)[len(tasks) :]:
        parts += [f"## The request about the {task.target}", _MERGE, _block(prompt(task).request)]
    parts += ["## After a refusal", "Behind the answer, which is sent back as the assistant's message:", _block(again)]
    return "\n\n".join(parts) + "\n"


_HEAD = f"""# Exactly what is sent to a model

`retro-bot dry-run --report {_REPORT} --writer model` in `examples/research`
sends what stands below and nothing else, besides the name of the model, `max_tokens` and the key in its header. This page
is made by `python -m tests.writer.prompt_page`; a test fails where it is not what is sent. The templates are in
`templates/writer/`. How answers are checked: [a language model as the writer](model-writer.md)."""


_MERGE = """Only where two of the team's skills say nearly the same and the retrospective touches one of them; here the
skill of the example stands beside a copy of itself. The schema has the one key `merge`."""


def _copy(skill: Skill) -> Skill:
    return skill._replace(name=f"{skill.name}-again", path=skill.path.replace(skill.name, f"{skill.name}-again"))


def _block(text: str, language: str = "text") -> str:
    return f"~~~~{language}\n{text.strip()}\n~~~~"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
