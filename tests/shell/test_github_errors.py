"""GitHub's texts and what the bot takes them for."""

from __future__ import annotations

from typing import Any

import pytest

from bot.model.forge import Failure
from bot.shell.github_errors import forge_error


@pytest.mark.parametrize(
    ("status", "text", "failure"),
    [
        (403, "GitHub Actions is not permitted to create or approve pull requests.", Failure.PULL_REQUESTS_OFF),
        (403, "Unable to create comment because issue is locked.", Failure.LOCKED),
        (403, "Resource not accessible by integration", Failure.NOT_PERMITTED),
        (403, "Resource not accessible by personal access token", Failure.NOT_PERMITTED),
        (401, "Bad credentials", Failure.NOT_PERMITTED),
        (404, "Not Found", Failure.NOT_FOUND),
        (422, "Draft pull requests are not supported in this repository.", Failure.NO_DRAFTS),
        (422, "Reference already exists", Failure.BRANCH_EXISTS),
        (422, "Update is not a fast forward", Failure.BRANCH_MOVED),
        (422, "Reference update failed", Failure.PROTECTED),
        (422, "Cannot create ref due to creations being restricted.", Failure.PROTECTED),
        (422, "GH013: Repository rule violations found\n\nCommits must have verified signatures.", Failure.UNSIGNED),
        (422, "Repository rule violations found\n\nSecret detected in content", Failure.PUSH_PROTECTION),
        (403, "API rate limit exceeded for installation ID 1.", Failure.RATE_LIMITED),
        (403, "You have exceeded a secondary rate limit.", Failure.RATE_LIMITED),
        (429, "Too Many Requests", Failure.RATE_LIMITED),
        (502, "Server Error", Failure.UNAVAILABLE),
        (0, "ConnectionError", Failure.UNAVAILABLE),
        (409, "Git Repository is empty.", Failure.REFUSED),
    ],
)
def test_a_message_is_known_by_its_text_or_its_status(status: int, text: str, failure: Failure) -> None:
    """GitHub: the reason stands in the message alone (A4, A5, A7, A10, A17, A18, A19, B36)."""
    error = forge_error(status, {"message": text})
    assert (error.failure, error.message) == (failure, " ".join(text.split()))


@pytest.mark.parametrize(
    ("errors", "failure", "text"),
    [
        ([{"message": "No commits between main and x"}], Failure.NO_DIFFERENCE, "No commits between main and x"),
        (
            [{"message": "A pull request already exists for o:b."}],
            Failure.PULL_REQUEST_EXISTS,
            "A pull request already exists",
        ),
        ([{"field": "base", "code": "invalid"}], Failure.REFUSED, "base invalid"),
        (["Could not resolve to a node"], Failure.REFUSED, "Could not resolve to a node"),
    ],
)
def test_the_reason_may_stand_in_the_errors(errors: list[Any], failure: Failure, text: str) -> None:
    """GitHub: "Validation Failed" says nothing, its errors do (A19)."""
    error = forge_error(422, {"message": "Validation Failed", "errors": errors})
    assert error.failure is failure
    assert text in error.message


@pytest.mark.parametrize("content", [None, "", "<html>502</html>", [], {"message": None, "errors": None}])
def test_an_answer_that_is_no_json_object_is_read_as_well(content: Any) -> None:
    assert forge_error(500, content).failure is Failure.UNAVAILABLE
