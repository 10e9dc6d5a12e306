"""Secrets in reports stay there: nothing that is learnt, written or posted repeats them, and nothing else is taken out."""

from __future__ import annotations

import pytest

from bot.model.draft import Retrospective, Summary
from bot.model.plan import Action, FileChange, Plan, PullRequestText
from bot.model.selection import Outcome, Request, Selection
from bot.reading.experiment_log import read_log
from bot.reading.report import read_report
from bot.secrets.redaction import REDACTED, clean_evidence, redacted, without_secrets
from tests.propose.retrospectives import repository
from tests.secrets.samples import SECRETS, made

TOKEN = made("ghp_", 36)


def planned(*files: FileChange, body: str = "", title: str = "") -> Plan:
    text = PullRequestText("retro-bot/x", title, body)
    return Plan(Request("all", "2025-01-20"), Selection(Outcome.SELECTED), Retrospective(Summary("")), "", (), files, text)


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize("text", ["{}", "logged in with {}.", "| key | {} |", "(`{}`)", "x={};"])
def test_what_has_the_shape_of_a_key_is_replaced(secret: str, text: str) -> None:
    assert redacted(text.format(secret)) == text.format(REDACTED)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("WANDB_API_KEY=0f1e2d3c4b5a69788796", "WANDB_API_KEY=[redacted]"),
        ('"password": "hunter2-but-longer"', '"password": "[redacted]"'),
        ("access_token: abc123def456", "access_token: [redacted]"),
        ("run --hf-token q8Zr2kLm9 --rank 16", "run --hf-token [redacted] --rank 16"),
        ("Authorization: Bearer q8Zr2kLm9x7Wv5Tn3Bc1", "Authorization: Bearer [redacted]"),
    ],
)
def test_what_is_called_a_secret_is_replaced(text: str, clean: str) -> None:
    assert redacted(text) == clean


def test_a_private_key_leaves_its_lines() -> None:
    body = "\n".join(made("", 64) for _ in range(3))
    text = f"a\n-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----\nb"

    assert redacted(text) == "a\n[redacted]\n\n\n\n\nb"


def test_reports_and_entries_lose_their_secrets_before_anything_is_learnt_and_keep_their_lines() -> None:
    table = "| name | value |\n|---|---|\n| wandb_api_key | 0f1e2d3c4b5a6978 |\n| lr | 2e-4 |\n"
    text = f"# Run with {TOKEN}\n\n- token {TOKEN}\n\n{table}"
    report = read_report("reports/a.md", text.encode())
    log = read_log("docs/log.md", f"# Log\n\n## 2025-03-12 - Run\n\n- Plan: use {TOKEN}\n")

    clean, warnings = clean_evidence(repository()._replace(reports=(report,), log=log), {"reports/a.md"})

    assert clean.log is not None
    assert TOKEN not in repr((clean.reports, clean.log.entries))
    assert "0f1e2d3c4b5a6978" not in repr(clean.reports)
    assert "2e-4" in repr(clean.reports)
    assert [block.lines for block in clean.reports[0].blocks] == [block.lines for block in report.blocks]
    assert clean.log.text == log.text
    assert [warning.split(" ")[0] for warning in warnings] == [
        "reports/a.md:1:",
        "reports/a.md:3:",
        "reports/a.md:5:",
        "docs/log.md:5:",
    ]


def test_a_report_without_secrets_is_the_same_object() -> None:
    report = read_report("reports/a.md", b"---\ntags: [a]\n---\n# Run\n\n- loss: 2.5\n")

    clean, warnings = clean_evidence(repository()._replace(reports=(report,)), {"reports/a.md"})

    assert clean.reports[0] is report
    assert warnings == ()


def test_a_plan_adds_no_secret_to_a_file_and_posts_none() -> None:
    change = FileChange("docs/log.md", Action.APPEND, "# Log\n", f"# Log\n\n- used {TOKEN}\n", (1,))

    plan = without_secrets(planned(change, body=f"with {TOKEN}", title=TOKEN))

    assert plan.files[0].content == "# Log\n\n- used [redacted]\n"
    assert plan.pull_request == PullRequestText("retro-bot/x", REDACTED, "with [redacted]")


def test_what_stood_in_a_file_before_stays_byte_for_byte_with_a_warning() -> None:
    before = f"# Log\r\n\r\n- used {TOKEN}\r\n"
    change = FileChange("docs/log.md", Action.APPEND, before, f"{before}- loss 2.5\r\n", (1,))

    plan = without_secrets(planned(change))

    assert plan.files == (change,)
    assert plan.warnings == (
        "docs/log.md:3: this looks like a secret and stays, since it stood there before: "
        "revoke it, and take it out of the file",
    )


def test_a_second_line_with_the_same_secret_is_still_new() -> None:
    change = FileChange("a.md", Action.APPEND, f"- used {TOKEN}\n", f"- used {TOKEN}\n- again {TOKEN}\n", (1,))

    assert without_secrets(planned(change)).files[0].content == f"- used {TOKEN}\n- again [redacted]\n"
