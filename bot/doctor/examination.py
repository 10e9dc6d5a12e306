"""All checks of the doctor, one after the other."""

from __future__ import annotations

from bot.doctor.finding import Examined, Finding
from bot.doctor.github_check import GithubState, github_findings
from bot.doctor.links_check import link_findings
from bot.doctor.paths_check import path_findings
from bot.doctor.registry_check import registry_findings
from bot.doctor.skills_check import skill_findings
from bot.doctor.templates_check import template_findings
from bot.doctor.workflow_check import workflow_findings

CHECKED = ("registry", "paths", "skills", "folders of skills", "templates", "workflow")
"""What is looked at in every repository, in words."""


def examine(examined: Examined, github: GithubState) -> tuple[Finding, ...]:
    """Return what is wrong, errors first, each check's findings together."""
    found = (
        *registry_findings(examined),
        *path_findings(examined),
        *skill_findings(examined),
        *link_findings(examined),
        *template_findings(examined),
        *workflow_findings(examined),
        *github_findings(examined, github),
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.severity))
