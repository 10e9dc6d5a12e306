"""GitHub's filters, by the examples of its own documentation."""

from __future__ import annotations

import pytest

from bot.doctor.path_filter import fits, matches


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*", "README.md", True),
        ("*", "docs/a.md", False),
        ("**", "all/the/files.md", True),
        ("*.js", "app.js", True),
        ("*.js", "src/app.js", False),
        ("**.js", "src/js/app.js", True),
        ("docs/*", "docs/README.md", True),
        ("docs/*", "docs/money/a.md", False),
        ("docs/**", "docs/mona/hello.txt", True),
        ("docs/**/*.md", "docs/a/markdown/file.md", True),
        ("docs/**/*.md", "docs/README.md", True),
        ("docs/**/*.md", "docsREADME.md", False),
        ("**/README.md", "README.md", True),
        ("**/README.md", "js/README.md", True),
        ("**/README.md", "OLD-README.md", False),
        ("**/docs/**", "docs/hello.md", True),
        ("**/docs/**", "space/docs/b.txt", True),
        ("*.jsx?", "page.js", True),
        ("*.jsx?", "page.jsx", True),
        ("v[12].[0-9]+.[0-9]+", "v1.10.1", True),
        ("v[12].[0-9]+.[0-9]+", "v3.0.0", False),
        ("v[12].[0-9]+.[0-9]+", "v1..1", False),
        ("[CB]at", "Bat", True),
        ("[1-2]00", "300", False),
        ("ab+c", "abbbc", True),
        ("ab+c", "ac", False),
        (r"\*.md", "*.md", True),
        (r"\*.md", "a.md", False),
        ("reports/**", "reports/a\nb.md", True),
        ("a.b", "axb", False),
        ("[", "x", False),
    ],
)
def test_a_pattern_matches_what_github_says_it_does(pattern: str, path: str, expected: bool) -> None:
    assert matches(path, pattern) is expected


def test_the_last_pattern_that_matches_decides() -> None:
    assert fits("reports/a.md", ["**", "!reports/**"]) is False
    assert fits("reports/README.md", ["**", "!reports/**", "reports/README.md"]) is True
    assert fits("reports/a.md", []) is False


def test_a_pattern_of_many_stars_is_walked_and_not_tried_out() -> None:
    """One that goes back would not end before the sun does."""
    assert matches("a" * 2000, "*a" * 200 + "b") is False
    assert matches("a/" * 1000, "**a/" * 100 + "b") is False
    assert matches("a" * 2000, "*a" * 200) is True
