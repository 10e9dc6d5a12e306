"""The stand-in as an HTTP server on loopback: REST API, git over HTTP, a record of every exchange, faults on demand."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tests.standin.api_description import NotAsDescribed, check_answer, check_request, find_operation
from tests.standin.endpoints import OPERATIONS, Endpoints, Refused
from tests.standin.git_repository import BareRepository
from tests.standin.renderings import Renderings
from tests.standin.state import Issue, PullRequest, State

_SILENCE = 10
"""Seconds after which a connection on which nothing is said is cut."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer; `operation` is GitHub's id of it."""

    method: str
    path: str
    operation: str
    body: Any
    status: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault for one request: answer `status` (0: cut the connection, -1: say nothing), before or after GitHub has acted.

    `errors` are the messages of a validation error; `as_it_strikes` is called in the moment of the fault.
    """

    operation: str = ""
    status: int = 0
    message: str = "Server Error"
    headers: tuple[tuple[str, str], ...] = ()
    after_acting: bool = False
    errors: tuple[str, ...] = ()
    as_it_strikes: Callable[[], object] = lambda: None

    def content(self) -> Any:
        """The answer's content: an empty list for a status of success."""
        if self.status == 200:
            return []
        errors = [{"resource": "Resource", "code": "custom", "field": "field", "message": text} for text in self.errors]
        return {"message": self.message} | ({"errors": errors} if errors else {})


@dataclass
class GithubStandin:
    """Serves the repository at `source` (a work tree, cloned bare into `folder`) as `acme/lab`; use it as a context.

    `exchanges` are all requests in order, `violations` those that GitHub's description does not allow. Faults strike
    once each, in the order in which they were added for an operation. `intercept` is called with the operation of each
    request before GitHub has seen it; it may let other things happen first, and return a fault for it.
    """

    source: Path
    folder: Path
    token: str = "ghs_local"  # noqa: S105
    state: State = field(default_factory=State)
    exchanges: list[Exchange] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    intercept: Callable[[str], Fault | None] | None = None
    hung_up: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> GithubStandin:
        self.git = BareRepository.clone_of(self.source, self.folder / f"{self.state.name}.git")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.endpoints = Endpoints(self.state, self.git, Renderings(self.state, self.url, self.url))
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.hung_up.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
        self.git.close()
        if kind is None and self.violations:
            raise NotAsDescribed("\n".join(self.violations))

    def merge(self, number: int, strategy: str = "merge") -> str:
        """Merge a pull request as a person does on the site (merge, squash or rebase) and return its base's new head."""
        pull = self.state.pulls[number]
        head = self.git.merge(pull.base, pull.head, strategy)
        pull.merged, self.state.issues[number].state = True, "closed"
        return head

    def open_by_hand(self, branch: str, body: str, author: str) -> int:
        """Open a pull request to main as a person does on the site; return its number."""
        issue = Issue(next(self.state.numbers), branch, body, author, is_pull_request=True)
        self.state.issues[issue.number] = issue
        self.state.pulls[issue.number] = PullRequest(issue.number, branch, "main")
        return issue.number

    def hide_once(self, operation: str) -> None:
        """Answer the next request of an operation that lists something with an empty list: as it was a moment ago."""
        self.faults.append(Fault(operation, 200))

    def requests(self, operation: str = "") -> list[Exchange]:
        """The exchanges so far, of one operation or of all."""
        return [exchange for exchange in self.exchanges if operation in ("", exchange.operation)]

    def intercepted(self, method: str, target: str) -> Fault | None:
        """Let happen what a test wants to happen before a request, and return the fault that is to strike it."""
        found = find_operation(method, unquote(urlsplit(target).path))
        return self.intercept(found[0].description["operationId"]) if found and self.intercept else None

    def answer(
        self, method: str, target: str, headers: Any, data: bytes, fault: Fault | None = None
    ) -> tuple[int, Any, dict[str, str]]:
        """Answer one API request; the status 0 means that the connection is to be cut, -1 that nothing is to be said."""
        parts = urlsplit(target)
        found = find_operation(method, unquote(parts.path))
        if found is None:
            self.violations.append(f"{method} {parts.path} is no operation that GitHub describes, or none that is cut out")
            return 404, {"message": "Not Found"}, {}
        operation, path = found
        name = operation.description["operationId"]
        body = json.loads(data) if data else None
        fault = fault or self._fault(name)
        try:
            check_request(operation, body)
            if fault is not None and not fault.after_acting:
                fault.as_it_strikes()
                status, content = fault.status, fault.content()
            else:
                status, content = self._act(name, path, dict(parse_qsl(parts.query)), headers, body)
                check_answer(operation, status, content)
            if fault is not None and fault.after_acting:
                fault.as_it_strikes()
                status, content = fault.status, fault.content()
        except NotAsDescribed as error:
            self.violations.append(str(error))
            status, content = 500, {"message": f"stand-in: {error}"}
        self.exchanges.append(Exchange(method, target, name, body, status))
        more = self._links(target) if isinstance(content, list) and method == "GET" else {}
        return status, content, dict(fault.headers) if fault else more

    def _links(self, target: str) -> dict[str, str]:
        """Return the header with which GitHub tells where the other pages of a list are."""
        parts = urlsplit(target)
        query = dict(parse_qsl(parts.query))
        page, last = int(query.get("page", 1)), self.endpoints.pages

        def link(number: int, relation: str) -> str:
            return f'<{self.url}{parts.path}?{urlencode(query | {"page": str(number)})}>; rel="{relation}"'

        links = [link(page + 1, "next"), link(last, "last")] if page < last else []
        links += [link(1, "first"), link(page - 1, "prev")] if page > 1 else []
        return {"Link": ", ".join(links)} if links else {}

    def _act(self, name: str, path: dict[str, str], query: dict[str, str], headers: Any, body: Any) -> tuple[int, Any]:
        if headers.get("Authorization", "") not in (f"token {self.token}", f"Bearer {self.token}"):
            return 401, {"message": "Bad credentials"}
        if (path.get("owner"), path.get("repo")) != (self.state.owner, self.state.name) or name not in OPERATIONS:
            return 404, {"message": "Not Found"}
        handler: Callable[..., tuple[int, Any]] = getattr(self.endpoints, OPERATIONS[name])
        try:
            return handler(path, query, body)
        except Refused as refused:
            return refused.status, refused.body()

    def _fault(self, name: str) -> Fault | None:
        for fault in self.faults:
            if fault.operation == name:
                self.faults.remove(fault)
                return fault
        return None


def _handler(standin: GithubStandin) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and content in one packet: sent apart, the second waits 40 ms for the first to be confirmed

        def respond(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if f"/{standin.state.name}.git/" in self.path:
                _git_backend(self, standin, data)
                return
            target = self.path.removeprefix("/api/v3")
            fault = standin.intercepted(self.command, target)
            with standin.lock:
                status, content, headers = standin.answer(self.command, target, self.headers, data, fault)
            if status < 0:
                standin.hung_up.wait(_SILENCE)
            if status <= 0:
                self.close_connection = True
                self.connection.close()
                return
            payload = b"" if content is None else json.dumps(content).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Type": "application/json", "Content-Length": str(len(payload))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(payload)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = respond

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing: the record of exchanges is what tests look at."""

    return Handler


def _git_backend(handler: BaseHTTPRequestHandler, standin: GithubStandin, data: bytes) -> None:
    """Serve one request of the git protocol with git's own CGI program."""
    parts = urlsplit(handler.path)
    name = f"{standin.state.name}.git"
    wanted = "Basic " + base64.b64encode(f"x-access-token:{standin.token}".encode()).decode()
    if standin.state.settings.is_private and handler.headers.get("Authorization") != wanted:
        handler.send_response(401)
        handler.send_header("WWW-Authenticate", 'Basic realm="GitHub"')
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return
    environment = {
        "PATH": os.environ["PATH"],
        "GIT_PROJECT_ROOT": str(standin.folder),
        "GIT_HTTP_EXPORT_ALL": "1",
        "PATH_INFO": f"/{name}/{parts.path.split(f'/{name}/', 1)[1]}",
        "QUERY_STRING": parts.query,
        "REQUEST_METHOD": handler.command,
        "CONTENT_TYPE": handler.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(data)),
        "HTTP_CONTENT_ENCODING": handler.headers.get("Content-Encoding", ""),
        "GIT_PROTOCOL": handler.headers.get("Git-Protocol", ""),
        "REMOTE_USER": "x-access-token",
    }
    done = subprocess.run(["git", "http-backend"], input=data, capture_output=True, env=environment, check=True)
    head, _, payload = done.stdout.partition(b"\r\n\r\n")
    fields = [line.split(": ", 1) for line in head.decode().split("\r\n")]
    status = next((int(value.split()[0]) for field, value in fields if field == "Status"), 200)
    handler.send_response(status)
    for field_name, value in fields:
        if field_name != "Status":
            handler.send_header(field_name, value)
    handler.send_header("Content-Length", str(len(payload)))
    handler.end_headers()
    handler.wfile.write(payload)
