"""When a request to GitHub is sent again: never blindly where it may have acted, and never after a wait without bounds."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any

from github import GithubRetry
from github.GithubException import RateLimitExceededException
from urllib3.connectionpool import ConnectionPool
from urllib3.response import HTTPResponse

_LIMITS = (403, 429)
"""The statuses with which GitHub refuses for a rate limit: the request did nothing, so that it may be sent again."""


class BoundedRetry(GithubRetry):
    """PyGithub's retry for PATCH and 429 as well, POST only where GitHub refused to act, and waits up to a maximum."""

    def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:
        """Say whether a status is worth another attempt."""
        if method.upper() == "POST":
            return bool(self.total) and status_code in _LIMITS
        return bool(super().is_retry(method, status_code, has_retry_after))

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: HTTPResponse | None = None,  # type: ignore[override]
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> Any:
        """Count an attempt and fix the wait before the next; raise where GitHub asks for a longer one than allowed."""
        wait = _asked_wait(response, self.secondary_rate_wait) if response else 0.0
        limit = self.max_rate_limit_wait
        if response is not None and limit is not None and wait > limit:
            message = f"rate limit: GitHub asks to wait {wait:.0f} s, longer than {limit:.0f} s"
            raise RateLimitExceededException(response.status, {"message": message}, dict(response.headers))
        retry = super().increment(method, url, response, error, _pool, _stacktrace)
        if response is not None and response.status == 429:
            backoff = max(wait, retry.get_backoff_time())
            retry.get_backoff_time = lambda: backoff  # type: ignore[method-assign]
        return retry


def bounded_retry(longest_wait: float = 120.0, secondary_wait: float = 60.0, backoff: float = 0.5) -> BoundedRetry:
    """Return the retry of the bot: `longest_wait` in seconds bounds each wait for a rate limit."""
    return BoundedRetry(
        total=5,
        secondary_rate_wait=secondary_wait,
        max_rate_limit_wait=longest_wait,
        allowed_methods={"GET", "HEAD", "PATCH", "PUT", "DELETE"},
        status_forcelist=[429, 500, 502, 503, 504],
        backoff_factor=backoff,
    )


def _asked_wait(response: HTTPResponse, secondary_wait: float) -> float:
    """Return for how long GitHub asks to wait: `retry-after`, else until the reset, else the usual time."""
    headers = response.headers
    if response.status not in _LIMITS:
        return 0.0
    if headers.get("Retry-After", "").isdigit():
        return float(headers["Retry-After"])
    if headers.get("X-RateLimit-Remaining") == "0" and headers.get("X-RateLimit-Reset", "").isdigit():
        return max(0.0, float(headers["X-RateLimit-Reset"]) - time.time()) + 1
    return secondary_wait if response.status == 429 else 0.0
