"""Mistakes in the workflow that runs the bot."""

from __future__ import annotations

from tests.doctor.mistakes import ACTION, WORKFLOW, E, Mistake, W, edit, move, remove

MISTAKES: dict[str, Mistake] = {
    "no workflow": (remove(WORKFLOW), "workflow-missing", W, ".github/workflows", "retro-bot init writes one"),
    "a workflow where GitHub does not look": (
        move(WORKFLOW, ".github/workflow/retrospective.yml"),
        "workflow-misplaced",
        E,
        ".github/workflow/retrospective.yml",
        "git mv .github/workflow/retrospective.yml .github/workflows/retrospective.yml",
    ),
    "a workflow that is no YAML": (edit(WORKFLOW, "jobs:", "jobs: ["), "workflow-yaml", E, WORKFLOW, "actionlint helps"),
    "a placeholder for the action": (
        edit(WORKFLOW, ACTION, "OWNER/retro-bot@COMMIT"),
        "workflow-action",
        E,
        WORKFLOW,
        "full id of the commit",
    ),
    "an action by its branch": (
        edit(WORKFLOW, ACTION, "acme/retro-bot@main"),
        "workflow-pin",
        W,
        WORKFLOW,
        "pin it to a commit",
    ),
    "comments do not start it": (
        edit(WORKFLOW, "  issue_comment: { types: [created] }\n", ""),
        "workflow-event",
        W,
        WORKFLOW,
        "add issue_comment below on:",
    ),
    "another type of event": (
        edit(WORKFLOW, "[closed]", "[opened]"),
        "workflow-event",
        W,
        WORKFLOW,
        "add closed to its types",
    ),
    "another branch": (edit(WORKFLOW, "[main]", "[master]"), "workflow-branch", E, WORKFLOW, "branches: [main]"),
    "other paths": (
        edit(WORKFLOW, '"reports/**"', '"training_reports/**"'),
        "workflow-paths",
        E,
        WORKFLOW,
        'add "reports/**"',
    ),
    "a permission too few": (
        edit(WORKFLOW, "      issues: write # answers\n", ""),
        "workflow-permissions",
        E,
        WORKFLOW,
        "add issues: write to its permissions",
    ),
    "all permissions": (
        edit(
            WORKFLOW,
            "permissions:\n      contents: write # the branch of a proposal",
            "permissions: write-all\n    env:\n      A: b",
        ),
        "workflow-permissions",
        W,
        WORKFLOW,
        "contents: write, issues: write, pull-requests: write",
    ),
    "an input that is none": (
        edit(WORKFLOW, f"- uses: {ACTION}", f"- uses: {ACTION}\n        with: {{ lables: bot }}"),
        "workflow-input",
        E,
        WORKFLOW,
        "did you mean labels?",
    ),
    "a token in plain sight": (
        edit(WORKFLOW, f"- uses: {ACTION}", f"- uses: {ACTION}\n        with: {{ token: ghp_abc }}"),
        "workflow-token",
        E,
        WORKFLOW,
        "revoke it",
    ),
    "a phrase that the condition does not let in": (
        edit(WORKFLOW, f"- uses: {ACTION}", f'- uses: {ACTION}\n        with: {{ trigger: "/lessons" }}'),
        "workflow-condition",
        E,
        WORKFLOW,
        "put lessons into the condition",
    ),
    "the head of a pull request": (
        edit(WORKFLOW, "${{ github.base_ref }}", "${{ github.head_ref }}"),
        "workflow-checkout",
        E,
        WORKFLOW,
        "ref: ${{ github.base_ref }}",
    ),
    "credentials left on disk": (
        edit(WORKFLOW, ", persist-credentials: false", ""),
        "workflow-credentials",
        W,
        WORKFLOW,
        "persist-credentials: false",
    ),
    "runs that cancel each other": (
        edit(WORKFLOW, "cancel-in-progress: false", "cancel-in-progress: true"),
        "workflow-cancel",
        W,
        WORKFLOW,
        "cancel-in-progress: false",
    ),
}
