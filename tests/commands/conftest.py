"""A way to run the command line as a user does, and a small repository to run it on."""

from __future__ import annotations

import io
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.cli import exit_code
from tests.shell.git_repository import GitRepository


class Run(NamedTuple):
    """What a run of the command line left: exit code, standard output and standard error."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Run `retro-bot` with some arguments, in this process."""

    def run(*arguments: str) -> Run:
        code = exit_code(list(arguments))
        out, err = capsys.readouterr()
        return Run(code, out, err)

    return run


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """A repository with a registry, two reports, a log and a guide, committed; the current folder is its root."""
    return _here(tmp_path / "lab", FILES, monkeypatch)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """A repository of a newcomer: reports and nothing else; the current folder is its root."""
    return _here(tmp_path / "bare", REPORTS, monkeypatch)


def _here(root: Path, files: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    repository = GitRepository(root)
    for path, text in files.items():
        repository.write(path, text)
    repository.commit("start")
    monkeypatch.chdir(repository.root)
    return repository


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Answer the questions that follow, one line each."""

    def answer(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return answer


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's editor: it adds a line to the file that it opens."""
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\necho "a line of my own" >> "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", shlex.quote(str(script)))  # a shell reads it, and folders may have spaces
    monkeypatch.setenv("EDITOR", shlex.quote(str(script)))
    return script


FILES = {
    ".codex/skills/registry.json": """\
{
  "domain": "unsloth",
  "version": "1.0.0",
  "updated": "2025-03-01",
  "skills": {},
  "paths": {
    "reports": "reports/",
    "experiment_log": "references/experiment-log.md",
    "troubleshooting": "references/troubleshooting.md",
    "templates": "templates/"
  }
}
""",
    "references/experiment-log.md": """\
# Experiment Log

<!-- New entries go above this line -->
""",
    "references/troubleshooting.md": """\
# Troubleshooting

| Symptom | Cause | Solution |
|---------|-------|----------|
""",
    "reports/2025-03-12-llama3-lora-rank.md": """\
# Llama-3 8B LoRA rank sweep

- Date: 2025-03-12
- Status: Completed

## Setup

- Model: Llama-3 8B
- GPU: 1x A100 40GB
- Learning rate: 2e-4
- LoRA alpha: 32

## Results

| LoRA rank | Eval loss | Peak VRAM (GB) | Tokens/s |
|-----------|----------:|---------------:|---------:|
| 8 | 1.214 | 21.3 | 3120 |
| 16 | 1.087 | 22.8 | 3040 |
| 32 | 1.085 | 26.1 | 2710 |

## What worked

- Rank 16 reaches eval loss 1.087 at 22.8 GB, within 0.002 of rank 32.

## What failed

- Rank 64 ran out of memory because the optimizer states did not fit in 40 GB.

## Problems

- Symptom: `CUDA out of memory` at step 3 with rank 64
- Cause: optimizer states of the adapters exceed the card
- Fix: use the 8-bit optimizer, or rank 32 and below

## Open questions

- Does rank 16 hold for sequences of 8192 tokens?
""",
    "reports/2025-03-20-mistral-4bit.md": """\
# Mistral 7B in 4 bit

- Date: 2025-03-20
- Status: Completed

## Setup

- Model: Mistral 7B
- Quantization: 4-bit nf4

## Results

| Quantization | Eval loss | Peak VRAM (GB) |
|--------------|----------:|---------------:|
| 4-bit | 1.322 | 9.8 |
| 8-bit | 1.317 | 14.6 |

## What worked

- 4-bit saves 4.8 GB and costs 0.005 of eval loss.
""",
}
REPORTS = {path: text for path, text in FILES.items() if path.startswith("reports/")}
