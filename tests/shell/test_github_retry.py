"""When a request is sent again, and how long that is waited for."""

from __future__ import annotations

import time
from io import BytesIO

import pytest
from github.GithubException import GithubException, RateLimitExceededException
from urllib3.exceptions import MaxRetryError
from urllib3.response import HTTPResponse

from bot.shell.github_retry import Patience, bounded_retry


def answer(status: int, message: str = "", **headers: str) -> HTTPResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = BytesIO(f'{{"message": "{message}"}}'.encode())
    return HTTPResponse(body, named, status, preload_content=False)


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_can_be_repeated_is(method: str, status: int) -> None:
    """GitHub: PyGithub leaves PATCH and 429 out (D44)."""
    assert bounded_retry(Patience()).is_retry(method, status)


@pytest.mark.parametrize(("status", "again"), [(403, True), (429, True), (500, False), (502, False), (422, False)])
def test_a_post_is_repeated_only_where_nothing_was_done(status: int, again: bool) -> None:
    """GitHub: PyGithub repeats POST after a 5xx (D44)."""
    assert bounded_retry(Patience()).is_retry("POST", status) is again


def test_a_post_is_not_repeated_for_ever() -> None:
    assert not bounded_retry(Patience()).new(total=0).is_retry("POST", 429)


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
def test_a_change_is_not_sent_on_to_another_place(method: str) -> None:
    """GitHub: an issue that moved would be answered elsewhere (D43)."""
    with pytest.raises(MaxRetryError, match="it was moved to another place"):
        bounded_retry(Patience()).is_retry(method, 307)


def test_what_is_only_read_may_be_at_another_place() -> None:
    assert not bounded_retry(Patience()).is_retry("GET", 307)


def test_a_429_without_words_is_waited_for_a_minute() -> None:
    """GitHub: without retry-after wait at least a minute (A10)."""
    retry = bounded_retry(Patience()).increment("POST", "/x", answer(429))
    assert retry.next_wait == 60


def test_a_secondary_limit_is_waited_for_a_minute() -> None:
    retry = bounded_retry(Patience()).increment("POST", "/x", answer(403, "You have exceeded a secondary rate limit."))
    assert retry.next_wait == 60


def test_a_primary_limit_is_waited_for_until_its_reset() -> None:
    reset = str(int(time.time()) + 100)
    said = answer(403, "API rate limit exceeded for x.", X_RateLimit_Remaining="0", X_RateLimit_Reset=reset)
    assert 60 < bounded_retry(Patience()).increment("GET", "/x", said).next_wait <= 101


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize(
    "header", [{"Retry_After": "121"}, {"X_RateLimit_Remaining": "0", "X_RateLimit_Reset": "99999999999"}]
)
def test_a_longer_wait_than_allowed_is_an_error_at_once(status: int, header: dict[str, str]) -> None:
    """GitHub: the reset of the primary limit may be an hour away (D45)."""
    with pytest.raises(RateLimitExceededException, match="longer than this run may"):
        bounded_retry(Patience()).increment("GET", "/x", answer(status, "API rate limit exceeded", **header))


def test_a_403_that_is_no_limit_is_the_refusal_that_it_is() -> None:
    with pytest.raises(GithubException, match="Resource not accessible by integration"):
        bounded_retry(Patience()).increment("POST", "/x", answer(403, "Resource not accessible by integration"))
