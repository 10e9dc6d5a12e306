"""The structure that the design promises: a pure core, lazy imports, small modules."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EDGES = (
    "bot.shell",
    "bot.commands",
    "bot.run",
    "bot.gathering",
    "bot.planner",
    "bot.entry",
    "bot.cli",
    "bot.action",
    "bot.__main__",
)
"""The two ends that may touch the outside world. Everything else is the core."""

FILES_AND_PROCESSES = ("os", "io", "pathlib.Path", "shutil", "tempfile", "subprocess", "logging", "click", "git")
NETWORK = ("github", "requests", "urllib.request", "http", "socket")
CHANCE = ("time", "random", "secrets", "uuid")
BUILTINS = {"open", "print", "input", "eval", "exec", "compile", "breakpoint"}
CLOCK = {"today", "now", "utcnow", "getenv"}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(path): path for path in sorted((ROOT / "bot").rglob("*.py"))}
CORE = [name for name in MODULES if not name.startswith(EDGES)]


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def imports(node: ast.AST) -> Iterator[str]:
    for child in ast.walk(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module:
            yield child.module
            yield from (f"{child.module}.{alias.name}" for alias in child.names)


@cache
def top_level_imports(name: str) -> set[str]:
    """The modules of the bot that are imported as soon as `name` is."""
    found: set[str] = set()
    for statement in tree(name).body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            found |= {imported for imported in imports(statement) if imported in MODULES}
    return found - {name}


def reaches(start: str, goal: str) -> bool:
    seen, waiting = set(), list(top_level_imports(start))
    while waiting:
        name = waiting.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            waiting += top_level_imports(name)
    return False


def modules_after(code: str) -> set[str]:
    """The top-level modules that are loaded after `code` ran in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}


@pytest.mark.parametrize("name", CORE)
def test_the_core_imports_nothing_of_the_outside_world(name: str) -> None:
    outside = (*FILES_AND_PROCESSES, *NETWORK, *CHANCE, *EDGES)
    touched = {word for word in imports(tree(name)) if any(f"{word}.".startswith(f"{root}.") for root in outside)}
    assert touched == set()


@pytest.mark.parametrize("name", CORE)
def test_the_core_reads_no_file_clock_or_environment(name: str) -> None:
    called = [node.func for node in ast.walk(tree(name)) if isinstance(node, ast.Call)]
    names = {function.id for function in called if isinstance(function, ast.Name)}
    methods = {function.attr for function in called if isinstance(function, ast.Attribute)}
    assert names & BUILTINS == set()
    assert methods & CLOCK == set()


def test_gitpython_is_imported_by_the_git_modules_only() -> None:
    users = {name for name in MODULES if {"git", "gitdb"} & {imported.split(".")[0] for imported in imports(tree(name))}}
    assert users
    assert [name for name in users if not name.startswith("bot.shell.git_")] == []


def test_pygithub_is_imported_by_the_github_modules_only() -> None:
    users = {name for name in MODULES if {"github", "requests"} & {word.split(".")[0] for word in imports(tree(name))}}
    assert users
    assert [name for name in users if not name.startswith("bot.shell.github")] == []


def test_the_action_loads_neither_pygithub_nor_the_core_before_it_knows_that_it_is_asked() -> None:
    """A comment that is no request, which most are, must cost next to nothing."""
    loaded = modules_after("import bot.action")
    assert loaded & {"git", "github", "requests", "jinja2", "yaml", "pyromark", "urllib3"} == set()


def test_no_module_imports_itself_by_a_detour() -> None:
    assert [name for name in MODULES if reaches(name, name)] == []


@pytest.mark.parametrize("name", MODULES)
def test_modules_and_functions_stay_small(name: str) -> None:
    lines = MODULES[name].read_text(encoding="utf-8").count("\n")
    functions = [node for node in ast.walk(tree(name)) if isinstance(node, ast.FunctionDef)]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno + 1 > 45]
    assert lines <= 350
    assert long == []


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_its_job_in_one_line(name: str) -> None:
    says = ast.get_docstring(tree(name))
    assert says is not None or not tree(name).body
    assert len((says or "").splitlines()) <= 1


def test_help_loads_none_of_the_heavy_libraries() -> None:
    loaded = modules_after("from bot.cli import exit_code\nexit_code(['--help'])")
    assert loaded & {"git", "github", "jinja2", "yaml", "pyromark", "fastjsonschema", "requests"} == set()


def test_a_dry_run_without_a_revision_loads_neither_git_nor_network_libraries() -> None:
    loaded = modules_after("from bot.cli import exit_code\nexit_code(['dry-run', 'all', '-C', 'examples/unsloth'])")
    assert "pyromark" in loaded
    assert loaded & {"git", "github", "requests", "urllib3", "asyncio", "unittest"} == set()


LOOKING = {"bot.shell.tree", "bot.shell.roots", "bot.shell.looks", "bot.shell.git_looks", "bot.shell.cache"}
"""The modules that look at files: they note what they look at, so that a kept answer is known to be outdated."""

FILE_QUESTIONS = set(
    "exists lexists is_file isfile is_dir isdir is_symlink islink glob rglob iterdir scandir walk listdir open read_text "
    "stat lstat realpath readlink resolve".split()
)


def reached(start: str) -> set[str]:
    """The modules of the bot that `start` may import at any time."""
    seen, waiting = set(), [start]
    while waiting:
        name = waiting.pop()
        if name in MODULES and name not in seen:
            seen.add(name)
            waiting += imports(tree(name))
    return seen


@pytest.mark.parametrize("name", sorted(reached("bot.commands.dry_run") - LOOKING - set(CORE)))
def test_what_makes_a_kept_answer_looks_at_files_only_where_that_is_noted(name: str) -> None:
    called = [node.func for node in ast.walk(tree(name)) if isinstance(node, ast.Call)]
    asked = {function.attr for function in called if isinstance(function, ast.Attribute)} & FILE_QUESTIONS
    assert asked == set()
