"""A kept answer: printed while everything that it depends on is as it was, and never after anything changed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.entry import main
from bot.shell import looks
from bot.shell.cache import _packed
from tests.commands.conftest import Run
from tests.shell.git_repository import GitRepository

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no answers are kept there")

ROOT = Path(__file__).parents[2]
LORA = "reports/2025-03-12-llama3-lora-rank.md"
MISTRAL = "reports/2025-03-20-mistral-4bit.md"
SKILL = "---\nname: ours\ndescription: Use when merging.\n---\n\n# Ours\n"
ALL = ("dry-run", "all")
SINCE = ("dry-run", "--since", "start")
Ask = Callable[..., Run]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run the program as its users do, with a cache; what was written before a run counts as settled at once."""
    monkeypatch.setenv("RETRO_BOT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(looks, "_SETTLED", 0)
    # Other tests that run at the same time make files in the folder that the tests are run in.
    monkeypatch.setattr(sys, "path", [folder for folder in sys.path if Path(folder).resolve() != ROOT])

    def ask(*arguments: str) -> Run:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        return Run(int(str(ended.value.code)), *capsys.readouterr())

    return ask


@pytest.fixture
def repository(lab: GitRepository) -> GitRepository:
    """The lab with a history: the tag `start`, then a report more."""
    lab.git("tag", "start")
    lab.write("reports/2025-03-25-dropout.md", "# Dropout\n\n- Date: 2025-03-25\n\n## Results\n\n- eval loss: 1.2\n")
    lab.commit("dropout")
    return lab


def answers(tmp_path: Path) -> list[bytes]:
    """The keys of the answers that are kept."""
    with sqlite3.connect(tmp_path / "cache" / "kept.sqlite") as connection:
        rows = connection.execute("SELECT key, data FROM kept").fetchall()
    connection.close()
    return [key for key, data in rows if isinstance(read(data), list) and len(read(data)) == 4]


def read(data: bytes) -> object:
    import zlib

    try:
        return json.loads(zlib.decompress(data))
    except ValueError:
        return None


def put(tmp_path: Path, change: Callable[[list[object]], object]) -> None:
    """Change every answer that is kept, as if that had been said before."""
    keys = answers(tmp_path)
    assert keys
    with sqlite3.connect(tmp_path / "cache" / "kept.sqlite") as connection:
        for key in keys:
            ((data,),) = connection.execute("SELECT data FROM kept WHERE key = ?", (key,))
            content = read(data)
            assert isinstance(content, list)
            row = (*_packed(key, json.dumps(change(content))), key)
            connection.execute("UPDATE kept SET data = ?, sum = ? WHERE key = ?", row)
    connection.close()


def mark(tmp_path: Path) -> None:
    """Have kept answers say that they are kept."""
    put(tmp_path, lambda content: [content[0], 4, [["err", "kept, err\n"], ["out", "kept\n"]], content[3]])


def said_as_a_warning(content: list[object]) -> list[object]:
    said = content[2]
    assert isinstance(said, list)
    return [each for each in said if each[0] == "err"]


MARKED = Run(4, "kept\n", "kept, err\n")


@pytest.mark.parametrize(
    "arguments", [ALL, SINCE, (*ALL, "--format", "json"), (*ALL, "--format", "patch"), (*ALL, "--format", "markdown")]
)
def test_an_answer_is_kept_as_it_was_said(repository: GitRepository, ask: Ask, arguments: tuple[str, ...]) -> None:
    fresh = ask(*arguments)
    assert ask(*arguments) == fresh
    assert fresh.code == 0


def test_the_same_command_prints_what_was_kept(repository: GitRepository, ask: Ask, tmp_path: Path) -> None:
    for arguments in (ALL, SINCE):
        ask(*arguments)
    mark(tmp_path)
    assert [ask(*ALL), ask(*SINCE)] == [MARKED, MARKED]


@pytest.mark.parametrize(("words", "code"), [(("nothing-like-this",), 4), ((), 3), (("--since", "HEAD"), 0)])
def test_an_exit_code_is_kept_with_its_answer(
    repository: GitRepository, ask: Ask, words: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    fresh = ask("dry-run", *words)
    assert (fresh.code, ask("dry-run", *words)) == (code, fresh)
    assert answers(tmp_path)


def test_warnings_are_kept_with_their_answer(repository: GitRepository, ask: Ask, tmp_path: Path) -> None:
    repository.write("reports/broken.json", "{")
    repository.write(".codex/skills/registry.json", '{"domain": "no-such-domain"}')
    fresh = ask(*ALL, "--format", "patch")
    assert "no-such-domain" in fresh.err
    put(tmp_path, lambda content: [*content[:2], [*said_as_a_warning(content), ["out", "kept\n"]], content[3]])
    assert ask(*ALL, "--format", "patch") == fresh._replace(out="kept\n")


def _edit_keeping_size_and_time(repository: GitRepository) -> None:
    file = repository.root / LORA
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(b"1.087", b"1.078"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _link_elsewhere(repository: GitRepository) -> None:
    link = repository.root / "reports" / "linked.md"
    link.unlink()
    link.symlink_to(repository.root / "notes" / "two.md")


def _replace_folder_behind_link(repository: GitRepository) -> None:
    (repository.root / "notes" / "was-folder").rmdir()
    repository.write("notes/was-folder", "# It is a report now\n\n- eval loss: 0.5\n")


def _append(path: str, text: str) -> Callable[[GitRepository], object]:
    return lambda repository: repository.write(path, (repository.root / path).read_text() + text)


def _git(*arguments: str) -> Callable[[GitRepository], object]:
    return lambda repository: repository.git(*arguments)


CHANGES: dict[str, Callable[[GitRepository], object]] = {
    "a report": _append(LORA, "\n- eval loss: 0.5\n"),
    "a report, its size and time as before": _edit_keeping_size_and_time,
    "a report that comes": lambda repository: repository.write("reports/new.md", "# New\n\n- eval loss: 0.5\n"),
    "a report in a new folder": lambda repository: repository.write("reports/more/new.md", "# New\n\n- eval loss: 0.5\n"),
    "a report that goes": lambda repository: (repository.root / MISTRAL).unlink(),
    "a report with another name": lambda repository: (repository.root / MISTRAL).rename(repository.root / "reports/m.md"),
    "a report in place of another": lambda repository: (repository.root / MISTRAL).replace(repository.root / LORA),
    "a report that nobody may read": lambda repository: (repository.root / LORA).chmod(0),
    "the target of a link": _append("notes/one.md", "\n- eval loss: 0.25\n"),
    "a link": _link_elsewhere,
    "a folder behind a link": _replace_folder_behind_link,
    "the registry": _append(".codex/skills/registry.json", "\n"),
    "a registry that goes": lambda repository: (repository.root / ".codex/skills/registry.json").unlink(),
    "the log": _append("references/experiment-log.md", "\n## 2025-03-26: rank 4\n\n- eval loss: 1.3\n"),
    "the guide": _append("references/troubleshooting.md", "| slow | cold cache | warm it |\n"),
    "a skill": lambda repository: repository.write(".codex/skills/ours/SKILL.md", SKILL),
    "a skill in another home": lambda repository: repository.write(".claude/skills/ours/SKILL.md", SKILL),
    "a template": lambda repository: repository.write("templates/skill-template.md", "# {{ name }}\n"),
    "a domain": lambda repository: repository.write(".retro-bot/domains/unsloth.yaml", "title: Ours\nextends: unsloth\n"),
}


@pytest.fixture
def linked(repository: GitRepository) -> GitRepository:
    """The repository with a report that is a link to a note, and a link to a folder."""
    repository.write("notes/one.md", "# One\n\n- Date: 2025-03-01\n\n- eval loss: 0.75\n")
    repository.write("notes/two.md", "# Two\n\n- Date: 2025-03-02\n\n- eval loss: 0.65\n")
    (repository.root / "notes" / "was-folder").mkdir()
    (repository.root / "reports" / "linked.md").symlink_to(repository.root / "notes" / "one.md")
    (repository.root / "reports" / "folder.md").symlink_to(repository.root / "notes" / "was-folder")
    repository.commit("notes")
    return repository


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_file_is_always_seen(
    linked: GitRepository,
    ask: Ask,
    change: Callable[[GitRepository], object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask(*ALL)
    mark(tmp_path)
    assert ask(*ALL) == MARKED
    change(linked)
    answer = ask(*ALL)
    monkeypatch.setenv("RETRO_BOT_CACHE", "off")
    assert answer == ask(*ALL) != MARKED


HISTORY: dict[str, Callable[[GitRepository], object]] = {
    "a commit": lambda repository: (CHANGES["a report"](repository), repository.commit("more")),
    "an empty commit": lambda repository: repository.commit("nothing"),
    "another branch": _git("switch", "--quiet", "--create", "other"),
    "a detached head": _git("checkout", "--quiet", "--detach"),
    "another commit checked out": _git("reset", "--quiet", "--hard", "HEAD~1"),
    "a tag that moves": _git("tag", "--force", "start", "HEAD"),
    "a tag that goes": _git("tag", "--delete", "start"),
    "a branch named like the tag": _git("branch", "start"),
    "refs that are packed": _git("pack-refs", "--all"),
    "a file that is staged": lambda repository: (CHANGES["the log"](repository), repository.git("add", "--all")),
    "a setting": _git("config", "diff.algorithm", "patience"),
    "attributes": lambda repository: repository.write(".git/info/attributes", "*.md -diff\n"),
    "a commit that stands for another": _git("replace", "HEAD", "HEAD~1"),
    "the user's settings": lambda repository: repository.git("config", "--global", "diff.algorithm", "patience"),
}


@pytest.mark.parametrize("change", HISTORY.values(), ids=HISTORY)
@pytest.mark.parametrize("packed", [False, True], ids=["loose refs", "packed refs"])
def test_a_changed_history_is_always_seen(
    repository: GitRepository,
    ask: Ask,
    change: Callable[[GitRepository], object],
    packed: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    if packed:
        repository.git("pack-refs", "--all")
        repository.git("tag", "another")
    ask(*SINCE)
    mark(tmp_path)
    assert ask(*SINCE) == MARKED
    change(repository)
    answer = ask(*SINCE)
    monkeypatch.setenv("RETRO_BOT_CACHE", "off")
    assert answer == ask(*SINCE) != MARKED


def test_a_work_tree_beside_the_first_has_a_head_of_its_own(
    repository: GitRepository, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("worktree", "add", "--quiet", "-b", "beside", str(tmp_path / "beside"))
    monkeypatch.chdir(tmp_path / "beside")
    ask(*SINCE)
    mark(tmp_path)
    assert ask(*SINCE) == MARKED
    (tmp_path / "beside" / MISTRAL).write_text("# Mistral\n\n- eval loss: 0.5\n")
    subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qam", "b"], check=True)
    changed = ask(*SINCE)
    assert "mistral" in changed.out
    mark(tmp_path)
    repository.git("tag", "--force", "start", "beside")
    assert "Nothing new since start" in ask(*SINCE).out


def test_another_work_tree_of_the_same_commit_is_asked_anew(
    repository: GitRepository, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(*ALL)
    mark(tmp_path)
    repository.git("clone", "--quiet", ".", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    assert ask(*ALL) != MARKED


@pytest.mark.parametrize(
    ("name", "value"),
    [("RETRO_BOT_WRITER", "rules"), ("COLUMNS", "60"), ("LC_ALL", "C"), ("FORCE_COLOR", "1"), ("ANYTHING", "else")],
)
def test_another_environment_is_asked_anew(
    repository: GitRepository, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    ask(*ALL)
    mark(tmp_path)
    monkeypatch.setenv(name, value)
    assert ask(*ALL) != MARKED


@pytest.mark.parametrize(
    "arguments", [(*ALL, "--today", "2025-05-05"), (*ALL, "--domain", "cuda"), ("dry-run", "rank"), ("-q", *ALL)]
)
def test_another_command_line_is_asked_anew(
    repository: GitRepository, ask: Ask, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ask(*ALL)
    mark(tmp_path)
    assert ask(*arguments) != MARKED


def test_another_day_is_asked_anew(
    repository: GitRepository, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(*ALL)
    mark(tmp_path)
    monkeypatch.setattr(time, "strftime", lambda form: "2031-01-01")
    assert ask(*ALL) != MARKED


def test_another_version_of_a_library_is_asked_anew(
    repository: GitRepository, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    libraries = tmp_path / "libraries"
    (libraries / "lib-1.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(libraries), *sys.path])
    ask(*ALL)
    mark(tmp_path)
    assert ask(*ALL) == MARKED
    (libraries / "lib-1.0.dist-info").rename(libraries / "lib-1.1.dist-info")
    assert ask(*ALL) != MARKED


@pytest.mark.parametrize(
    "arguments",
    [
        ("-v", *ALL),
        ("--log-json", *ALL),
        (*ALL, "--verbose"),
        ("dry-run", "--since", "HEAD@{0}"),
        ("dry-run", "--since", ":/start"),
        ("dry-run", "--since", "no-such-revision"),
        ("dry-run", "--no-such-option"),
        ("dry-run", "--report", "no-such-file.md"),
        ("select", "all"),
        ("extract", "reports"),
    ],
)
def test_what_may_be_other_the_next_time_is_not_kept(
    repository: GitRepository, ask: Ask, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ask(*ALL)
    known = answers(tmp_path)
    ask(*arguments)
    assert answers(tmp_path) == known


def test_the_beginning_of_an_id_may_come_to_mean_two(repository: GitRepository, ask: Ask, tmp_path: Path) -> None:
    commit = repository.git("rev-parse", "start")
    ask("dry-run", "--since", commit)
    known = answers(tmp_path)
    assert known
    ask("dry-run", "--since", commit[:8])
    assert answers(tmp_path) == known


def test_git_s_files_elsewhere_are_not_known(
    repository: GitRepository, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(repository.root / ".git"))
    ask(*SINCE)
    assert answers(tmp_path) == []


def test_a_file_that_changed_just_now_may_change_again_unseen(repository: GitRepository, ask: Ask, tmp_path: Path) -> None:
    later = time.time_ns() + 3600 * 10**9
    os.utime(repository.root / LORA, ns=(later, later))
    ask(*ALL)
    assert answers(tmp_path) == []


def test_what_apply_writes_is_written_whatever_is_kept(repository: GitRepository, ask: Ask, tmp_path: Path) -> None:
    ask("dry-run", "apply", "dry-run")
    ask(*ALL)
    mark(tmp_path)
    assert ask("apply", "all", "--yes").code == 0
    assert repository.status()
    assert ask("apply", "dry-run", "--yes") != MARKED


@pytest.mark.parametrize(
    "content",
    ["null", "[]", "{}", "1", '"kept"', "[[]]", '["a", 0, [["out", "kept"]], {}]', "[" * 100],
)
def test_an_answer_that_is_damaged_is_not_trusted(
    repository: GitRepository, ask: Ask, tmp_path: Path, content: str
) -> None:
    fresh = ask(*ALL)
    keys = answers(tmp_path)
    with sqlite3.connect(tmp_path / "cache" / "kept.sqlite") as connection:
        for key in keys:
            connection.execute("UPDATE kept SET data = ?, sum = ? WHERE key = ?", (*_packed(key, content), key))
    connection.close()
    assert ask(*ALL) == fresh


@pytest.mark.parametrize(
    "said", [None, [], {}, [["out", "kept"]], {"/": 1}], ids=["nothing", "empty", "an object", "a list", "no stamp"]
)
def test_stamps_that_are_damaged_are_not_trusted(repository: GitRepository, ask: Ask, tmp_path: Path, said: object) -> None:
    fresh = ask(*ALL)
    put(tmp_path, lambda content: [content[0], 0, [["out", "kept"]], said])
    assert ask(*ALL) == fresh


def test_a_cache_that_is_damaged_is_made_anew(repository: GitRepository, ask: Ask, tmp_path: Path) -> None:
    fresh = ask(*ALL)
    file = tmp_path / "cache" / "kept.sqlite"
    file.write_bytes(b"nonsense" * 2000)
    damaged = ask(*ALL)
    assert (damaged.code, damaged.out) == (0, fresh.out)
    assert "is damaged" in damaged.err
    assert ask(*ALL) == fresh


def test_a_kept_answer_loads_neither_click_nor_what_makes_a_plan(repository: GitRepository, tmp_path: Path) -> None:
    code = (
        "import sys, bot.shell.looks as looks; looks._SETTLED = 0; sys.argv = ['retro-bot', 'dry-run', 'all']\n"
        "from bot.entry import main\n"
        "try: main()\nfinally: sys.stderr.write(' '.join(sys.modules))\n"
    )
    environment = os.environ | {"RETRO_BOT_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(tmp_path / "path")}
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "bot").symlink_to(ROOT / "bot")
    runs = [
        subprocess.run([sys.executable, "-P", "-c", code], env=environment, capture_output=True, text=True) for _ in "ab"
    ]
    assert runs[0].stdout == runs[1].stdout
    assert "click" in runs[0].stderr.split()
    assert {"click", "bot.cli", "bot.run", "pyromark", "jinja2"} & set(runs[1].stderr.split()) == set()
