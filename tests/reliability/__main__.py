"""Write docs/reliability.md: `python -m tests.reliability [MODULE...]`; the rows of other modules stay as they are."""

from __future__ import annotations

import sys

from tests.reliability.document import CONTRIBUTORS, PATH, is_red, produced, rendered, sections, written


def main(modules: list[str]) -> int:
    """Run the rows of `modules` (all contributors if empty), write the document, and return 1 where a row is red."""
    if unknown := [module for module in modules if module not in CONTRIBUTORS]:
        sys.exit(f"no contributor: {', '.join(unknown)}; there are {', '.join(CONTRIBUTORS)}")
    tables, red = written(), 0
    for module in modules or CONTRIBUTORS:
        for section in sections(module):
            rows = tables[section.title] = []
            for row in produced(section):
                rows.append(row)
                red += is_red(row)
                sys.stderr.write(f"{section.title}: {' | '.join(row)}\n")
    PATH.write_text(rendered(tables), encoding="utf-8")
    return int(red > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
