"""`retro-bot verify`: every number of the result skills against the lines that they cite and the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from bot.commands.completing import completed
from bot.commands.options import format_option, repository_option, repository_root
from bot.errors import ExitCode, UsageError
from bot.model.repository import Skill
from bot.model.verification import SkillCheck

_HELP = """Check every number of the result skills against the lines that they cite, and against all reports and the log.

SKILL is the name of a skill, its folder or its SKILL.md; without one all result skills are checked, whoever wrote them.

\b
Examples:
  retro-bot verify
  retro-bot verify llama3-lora-rank
  retro-bot verify --format github     in a workflow: warnings on the lines of a pull request
  retro-bot verify --format json       where each number stands

\b
Exit codes:
  0  every number stands in the evidence, and every citation leads to its lines
  1  a number stands nowhere, or a citation leads nowhere
  2  wrong usage      4  there is no result skill
"""


@click.command("verify", help=_HELP)
@click.argument("names", nargs=-1, metavar="[SKILL]...", shell_complete=completed("skills"))
@format_option
@repository_option
def command(names: tuple[str, ...], output: str, repo: Path | None) -> ExitCode:
    """Check and print; the exit code says whether all is grounded."""
    from bot.commands.output import echo, print_warnings
    from bot.shell.evidence_files import read_evidence
    from bot.verify.evidence_index import Evidence
    from bot.verify.skill_check import check_skill

    root = repository_root(repo)
    files = read_evidence(root)
    print_warnings(files.warnings)
    if not files.skills:
        click.echo(f"There is no result skill in {files.layout.skills_root}.", err=True)
        return ExitCode.NOTHING_FITS
    evidence = Evidence(files.texts, files.counted, files.existing)
    folders = (f"{files.layout.reports}/",) if files.layout.reports not in ("", ".") else ()
    checks = [check_skill(skill, evidence, folders) for skill in _named(names, files.skills)]
    (echo if output == "text" else click.echo)(_printed(checks, output, root))
    return ExitCode.DONE if all(check.is_grounded for check in checks) else ExitCode.FAILED


def _named(names: Sequence[str], skills: Sequence[Skill]) -> list[Skill]:
    """The skills with these names, all without names. Raises `UsageError` for a name that no skill has."""
    wanted = [name.replace("\\", "/").rstrip("/").removesuffix("/SKILL.md").rpartition("/")[2] for name in names]
    known = [skill.name for skill in skills]
    for given, name in zip(names, wanted, strict=True):
        if name not in known:
            raise UsageError(f"there is no result skill {given}", fix=f"there are: {', '.join(known)}")
    return [skill for skill in skills if not names or skill.name in wanted]


def _printed(checks: Sequence[SkillCheck], output: str, root: Path) -> str:
    from bot.present import verification

    if output == "json":
        return verification.verification_json(checks)
    if output == "github":
        from bot.shell.roots import folder_in_checkout

        return verification.verification_annotations(checks, folder_in_checkout(root))
    from bot.commands.output import paint

    return verification.verification_text(checks, paint())
