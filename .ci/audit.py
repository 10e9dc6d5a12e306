#!/usr/bin/env python3
"""Look up every locked package among the known vulnerabilities: audit.py [--must-reach].

It fails for a package with an advisory. Where the advisories cannot be reached it says in so many words that nothing was
audited, and fails with --must-reach: an audit that did not take place is not a clean one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ACCEPTED: dict[str, str] = {}
"""Advisory -> why it does not concern this project. There is none now."""


def main(must_reach: bool) -> int:
    """Audit the locks, print what was found, and return the exit code."""
    locks = [
        argument for path in sorted((ROOT / "requirements").glob("*.txt")) for argument in ("--requirement", str(path))
    ]
    options = ["--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off", "--timeout", "20"]
    command = [sys.executable, "-m", "pip_audit", *options, *locks]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines, code = verdict(done.stdout, done.stderr, must_reach)
    print("\n".join(lines))
    return code


def verdict(out: str, err: str, must_reach: bool) -> tuple[list[str], int]:
    """Return what to say and the exit code, from what pip-audit wrote on standard output and error."""
    try:
        packages: list[dict[str, Any]] = json.loads(out)["dependencies"]
    except (ValueError, KeyError):
        last = (err.strip().splitlines() or ["nothing said"])[-1]
        return [f"audit: NOT DONE, the advisories cannot be reached: {last}"], int(must_reach)
    found = [
        f"audit: {package['name']} {package['version']}: {each['id']}, fixed in {', '.join(each['fix_versions']) or 'none'}"
        for package in packages
        for each in package.get("vulns", ())
        if ACCEPTED.keys().isdisjoint({each["id"], *each.get("aliases", ())})
    ]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    if skipped:
        found.append(
            f"audit: NOT DONE for {len(skipped)} of {len(packages)} packages, there is no answer about {skipped[0]}"
        )
    known = any("NOT DONE" not in line for line in found)
    return found or [f"audit: {len(packages)} packages, no advisory"], int(known or (must_reach and bool(skipped)))


if __name__ == "__main__":
    sys.exit(main("--must-reach" in sys.argv[1:]))
