"""When a request to GitHub is sent again: never blindly where it may have acted, and never beyond the patience of a run."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from github import GithubRetry
from github.GithubException import RateLimitExceededException
from urllib3.connectionpool import ConnectionPool
from urllib3.exceptions import HTTPError, MaxRetryError, ResponseError
from urllib3.response import HTTPResponse

_LIMITS = (403, 429)
"""The statuses with which GitHub refuses for a rate limit: the request did nothing, so that it may be sent again."""

_MOVED = (301, 302, 307, 308)
MOVED = "it was moved to another place"
"""What a change is refused with that GitHub sends on."""


class Patience:
    """How long one run waits: for one thing at most `longest_wait` seconds, and no attempt begins after `longest_run`.

    `clock` tells seconds and `sleep` waits for some.
    """

    def __init__(
        self,
        longest_wait: float = 120.0,
        longest_run: float = 240.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.longest_wait, self.clock, self.sleep = longest_wait, clock, sleep
        self.end = clock() + longest_run

    @property
    def left(self) -> float:
        """The longest wait that is still allowed, in seconds; negative where the run has to end."""
        return min(self.longest_wait, self.end - self.clock())

    def wait(self, seconds: float) -> bool:
        """Wait, and return True; return False at once where that would be too long."""
        if seconds > self.left:
            return False
        if seconds > 0:
            self.sleep(seconds)
        return True


class BoundedRetry(GithubRetry):
    """PyGithub's retry for PATCH and 429 as well, POST only where GitHub refused to act, and waits within a patience."""

    def __init__(self, patience: Patience, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.patience = patience
        self.next_wait = 0.0

    def new(self, **kwargs: Any) -> BoundedRetry:
        """Return the retry for the next attempt."""
        return super().new(patience=self.patience, **kwargs)

    def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:
        """Say whether a status is worth another attempt; raise where a change is sent on to another place.

        PyGithub would follow: an issue that was transferred would be answered in whichever repository it is now.
        """
        if status_code in _MOVED and method.upper() != "GET":
            raise MaxRetryError(None, "", ResponseError(MOVED))  # type: ignore[arg-type]
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
        """Count an attempt and fix the wait before the next; raise where it would be longer than the run may wait."""
        asked = self._asked_wait(response) if response is not None else 0.0
        if response is not None and response.status in _LIMITS:
            self._check_limit(asked, response)
        retry: Any = super().increment(method, url, response, error, _pool, _stacktrace)
        retry.next_wait = max(asked, retry.get_backoff_time())
        if response is not None and response.status in _LIMITS:
            self._check_limit(retry.next_wait, response)
        if retry.next_wait > self.patience.left:
            reason = error or ResponseError(_too_long(retry.next_wait))
            raise MaxRetryError(_pool, url or "", reason) from reason  # type: ignore[arg-type]
        return retry

    def _check_limit(self, wait: float, response: HTTPResponse) -> None:
        if wait > self.patience.left:
            message = f"rate limit: {_too_long(wait)}"
            raise RateLimitExceededException(response.status, {"message": message}, dict(response.headers))

    def sleep(self, response: HTTPResponse | None = None) -> None:  # type: ignore[override]
        """Wait before the next attempt."""
        self.patience.wait(self.next_wait)

    def _asked_wait(self, response: HTTPResponse) -> float:
        """Return for how long GitHub asks to wait: `retry-after`, else until the reset, else the usual time."""
        headers = response.headers
        try:
            if (seconds := self.get_retry_after(response)) is not None:
                return seconds
        except HTTPError:  # neither a number nor a date
            return self.secondary_rate_wait
        if response.status not in _LIMITS:
            return 0.0
        if headers.get("X-RateLimit-Remaining") == "0" and headers.get("X-RateLimit-Reset", "").isdigit():
            return max(0.0, float(headers["X-RateLimit-Reset"]) - time.time()) + 1
        return self.secondary_rate_wait if response.status == 429 else 0.0


def bounded_retry(patience: Patience, secondary_wait: float = 60.0, backoff: float = 0.5) -> BoundedRetry:
    """Return the retry of a run. `secondary_wait` are the seconds to wait where GitHub names a limit and no time."""
    return BoundedRetry(
        patience,
        total=5,
        secondary_rate_wait=secondary_wait,
        max_rate_limit_wait=patience.longest_wait,
        allowed_methods={"GET", "HEAD", "PATCH", "PUT", "DELETE"},
        status_forcelist=[429, 500, 502, 503, 504],
        backoff_factor=backoff,
    )


def _too_long(seconds: float) -> str:
    return f"GitHub asks to wait {seconds:.0f} s, longer than this run may"
