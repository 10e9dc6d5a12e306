"""For all tests: the same environment whoever runs them, nothing kept in their home, and the same examples every time."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

_KEPT = (
    *("PATH", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "DOCKER_HOST", "UV_", "PYTEST", "PY_COLORS", "HYPOTHESIS", "COV"),
    *("PIP_", "SSL_", "REQUESTS_", "HTTP", "http", "https", "ALL_PROXY", "NO_PROXY", "no_proxy"),
    *("WORKFLOW_PARSER", "AIMOCK", "REPLAYS", "RELIABILITY", "EXAMPLES"),
)
"""How the names of variables begin that say where programs, scratch space and packages are, and which tests are wanted.

A user's settings of the bot, of git and of the editor, tokens, time zone, language and colours are not among them.
"""


def _forget_who_runs_the_tests() -> None:
    for name in [name for name in os.environ if not name.startswith(_KEPT)]:
        del os.environ[name]
    home = Path(tempfile.mkdtemp(prefix="retro-bot-home-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    # A checkout that belongs to another user is one that whoever runs the tests has trusted.
    (home / ".gitconfig").write_text(f'[safe]\n\tdirectory = "{Path(__file__).parents[1].as_posix()}"\n', encoding="utf-8")
    os.environ |= {"HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "RETRO_BOT_CACHE": "off"}
    os.environ |= dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1,localhost")  # no proxy can serve the stand-ins
    if hasattr(time, "tzset"):
        time.tzset()


def _remove_old_import_hooks() -> None:
    """Take away the import hook that pygal leaves: it is of Python 2's kind, and pytest cannot ask it for more tests."""
    if find_spec("pygal") is not None:
        import_module("pygal")
        sys.meta_path[:] = [finder for finder in sys.meta_path if hasattr(finder, "find_spec")]


_forget_who_runs_the_tests()
_remove_old_import_hooks()

# A commit passes or fails whenever it is tested. Examples that nobody saw yet are looked for by EXAMPLES=new, once a week.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None)
settings.load_profile(os.environ.get("EXAMPLES", "same"))


@pytest.fixture(autouse=True)
def _the_process_is_left_as_it_was_found() -> Iterator[None]:
    """Fail the test that changes what later tests of this process stand on, not the later tests, which run in any order."""
    before = _process()
    yield
    assert _process() == before, (
        "the test changed sys.path, the folder or the environment: use monkeypatch.setattr or setenv"
    )


def _process() -> tuple[list[str], Path, dict[str, str]]:
    """Return where modules are found, the folder that the process is in, and its environment but for pytest's own notes."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")}
    return list(sys.path), Path.cwd(), environment
