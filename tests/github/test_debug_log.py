"""With debug logging on, a run says what it does as JSON lines that hold no secret and command nothing."""

from __future__ import annotations

import json

from tests.github.lab import Lab


def test_a_run_with_debug_logging_says_what_it_does(lab: Lab) -> None:
    lab.runner["RUNNER_DEBUG"] = "1"
    ran = lab.ask("<retrospective> all")
    lines = [json.loads(line) for line in ran.log.splitlines() if line.startswith("{")]
    said = [line["message"] for line in lines]

    assert {line["level"] for line in lines} == {"debug"}
    assert said[:2] == ["event", "settings"]
    assert said[-1] == "answer"
    assert lines[0]["kind"] == "Asked"
    assert lines[1]["token"] == "Token(***)"  # noqa: S105 - that is the point
    assert any(message.startswith("reading ") for message in said)
    assert any(message.startswith("extracting ") for message in said)
    assert (lines[-1]["outcome"], lines[-1]["exit_code"]) == ("proposed", 0)
    assert ran.log.count(lab.github.token) == 1  # where it is masked


def test_without_it_a_run_logs_no_line_of_json(lab: Lab) -> None:
    assert "{" not in lab.ask("<retrospective> help").log
