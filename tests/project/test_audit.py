"""The audit of locked packages: an advisory fails, and an audit that did not take place is never taken for a clean one."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

FINE = {"name": "click", "version": "8.1", "vulns": []}
KNOWN = {"name": "jinja2", "version": "3.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1.6"], "aliases": ["CVE-1"]}]}
UNKNOWN = {"name": "own", "skip_reason": "Dependency not found"}


@pytest.fixture
def audit(checkout: Path) -> dict[str, Any]:
    return runpy.run_path(str(checkout / ".ci" / "audit.py"))


def said(audit: dict[str, Any], packages: list[dict[str, Any]], must_reach: bool = False) -> tuple[list[str], int]:
    found: tuple[list[str], int] = audit["verdict"](json.dumps({"dependencies": packages, "fixes": []}), "", must_reach)
    return found


def test_packages_without_advisories_are_counted(audit: dict[str, Any]) -> None:
    assert said(audit, [FINE, FINE], True) == (["audit: 2 packages, no advisory"], 0)


def test_an_advisory_fails_with_the_version_that_mends_it(audit: dict[str, Any]) -> None:
    assert said(audit, [FINE, KNOWN]) == (["audit: jinja2 3.0: PYSEC-1, fixed in 3.1.6"], 1)


def test_what_was_not_audited_is_said_and_fails_where_the_audit_must_take_place(audit: dict[str, Any]) -> None:
    lines, code = said(audit, [FINE, UNKNOWN])
    assert lines == ["audit: NOT DONE for 1 of 2 packages, there is no answer about own"]
    assert (code, said(audit, [FINE, UNKNOWN], True)[1]) == (0, 1)
    assert said(audit, [UNKNOWN, KNOWN])[1] == 1


@pytest.mark.parametrize(("must_reach", "code"), [(False, 0), (True, 1)])
def test_without_an_answer_nothing_is_called_clean(audit: dict[str, Any], must_reach: bool, code: int) -> None:
    lines, found = audit["verdict"]("", "a\nConnectionError: no route\n", must_reach)
    assert lines == ["audit: NOT DONE, the advisories cannot be reached: ConnectionError: no route"]
    assert found == code
