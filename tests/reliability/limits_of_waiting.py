"""How long the bot waits for GitHub: each answer that makes it wait, over real HTTP, with a clock that only it moves."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from bot.model.forge import Failure, ForgeError
from bot.settings import Token
from bot.shell.github import GithubForge, Pace
from tests.reliability.document import Section

_SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
_PRIMARY = "API rate limit exceeded for installation."
_HOUR = 3600


class Answer(NamedTuple):
    """What GitHub answers again and again; `reset` is in how many seconds the primary limit is reset (-1: not said)."""

    status: int
    message: str = ""
    retry_after: str = ""
    reset: int = -1


ANSWERS = {
    "403, secondary limit, no time named": Answer(403, _SECONDARY),
    "403, `retry-after: 30`": Answer(403, _SECONDARY, "30"),
    "403, `retry-after: 3600`": Answer(403, _SECONDARY, "3600"),
    "403, primary limit, reset in 39 s": Answer(403, _PRIMARY, reset=39),
    "403, primary limit, reset in an hour": Answer(403, _PRIMARY, reset=_HOUR),
    "429, nothing said": Answer(429),
    "429, `retry-after: 30`": Answer(429, _SECONDARY, "30"),
    "429, `retry-after` as a date in an hour": Answer(429, _SECONDARY, "date"),
    "429, `retry-after: soon`": Answer(429, _SECONDARY, "soon"),
    "429, reset in an hour": Answer(429, reset=_HOUR),
    "500": Answer(500, "Server Error"),
    "502": Answer(502, "Bad Gateway"),
    "503, `retry-after: 3600`": Answer(503, "Unavailable", "3600"),
    "connection cut": Answer(0),
}


@dataclass
class Clock:
    """A clock that stands still but for the bot's own waits, which it counts."""

    now: float = 0.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.waits.append(seconds)


@contextmanager
def _site(answer: Answer, requests: list[str]) -> Iterator[str]:
    """A site that answers every request in the same way; `requests` gets their methods."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def respond(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            requests.append(self.command)
            if answer.status == 0:
                self.close_connection = True
                self.connection.close()
                return
            payload = json.dumps({"message": answer.message}).encode()
            self.send_response(answer.status)
            after = self.date_time_string(int(time.time()) + _HOUR) if answer.retry_after == "date" else answer.retry_after
            if after:
                self.send_header("Retry-After", after)
            if answer.reset >= 0:
                self.send_header("X-RateLimit-Remaining", "0")
                self.send_header("X-RateLimit-Reset", str(int(time.time()) + answer.reset))
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        do_GET = do_POST = do_PATCH = respond

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _waited(answer: Answer, method: str) -> tuple[int, float, Failure]:
    """Let the bot ask with a method until it gives up; return its attempts, its waits in seconds, and why it gave up."""
    clock, requests = Clock(), list[str]()
    with _site(answer, requests) as url:
        forge = GithubForge("acme/lab", url, Token("t"), Pace(clock=lambda: clock.now, sleep=clock.sleep))
        ask = {
            "GET": lambda: forge.pull_request(1),
            "PATCH": lambda: forge.edit_comment(1, "text"),
            "POST": lambda: forge.label(1, ["label"]),
        }[method]
        try:
            ask()
        except ForgeError as error:
            pace = Pace()
            assert max(clock.waits, default=0) <= pace.longest_wait
            assert clock.now <= pace.longest_run
            assert set(requests) == {method}
            return len(requests), clock.now, error.failure
    raise AssertionError(f"{method} was answered with {answer} and did not fail")


def _about(seconds: float) -> int:
    """Round what the reset's fraction of a second makes different each time."""
    return round(seconds) if seconds < 100 else int(round(seconds, -1))


def _row(name: str) -> tuple[str, ...]:
    answer = ANSWERS[name]
    shown, failures = [], set()
    for method in ("GET", "PATCH", "POST"):
        attempts, waited, failure = _waited(answer, method)
        failures.add(failure)
        shown.append(f"{attempts}, {_about(waited)} s")
    assert len(failures) == 1, failures
    return (*shown, failures.pop().value)


SECTIONS = (
    Section(
        "How long it waits",
        "What happens where GitHub answers in the same way again and again: how many attempts the bot makes, and how long "
        f"it waits in all, before it gives up and says why. One wait is never longer than {Pace().longest_wait:.0f} s, "
        f"and no attempt begins later than {Pace().longest_run:.0f} s after the start of the run. A POST is sent again "
        "only where it did nothing, or may be done twice; where that is not known the bot looks for its result first.",
        ("GitHub answers", "GET", "PATCH", "POST", "Then it says"),
        tuple(ANSWERS),
        _row,
    ),
)
