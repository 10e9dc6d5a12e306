"""Every file of the repository: readable text, with nothing in it that holds on one machine only."""

from __future__ import annotations

import re
from pathlib import Path

# A bracket in each, so that this file passes its own test.
MACHINE_PATHS = re.compile(r"/[w]ork/(?:main|shared|\.)|/[r]oot/\w|/[t]mp/(?:venv|rp)\b|\.\./[s]hared\b|[p]ypi\.org/simple")
MAY_NAME_A_NEIGHBOUR = {".ci/run"}


def text_files(files: list[Path]) -> list[tuple[Path, str]]:
    return [(path, path.read_text(encoding="utf-8")) for path in files if path.suffix not in {".png", ".svg"}]


def test_no_file_names_a_path_of_one_machine(project_files: list[Path], checkout: Path) -> None:
    found = [
        f"{path.relative_to(checkout)}: {match[0]}"
        for path, text in text_files(project_files)
        if str(path.relative_to(checkout)) not in MAY_NAME_A_NEIGHBOUR
        for match in MACHINE_PATHS.finditer(text)
    ]
    assert found == []
