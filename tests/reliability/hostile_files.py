"""Files of each kind that the bot reads, and each way in which they may be broken or hostile."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.commands.conftest import FILES

REGISTRY, LOG, GUIDE = ".codex/skills/registry.json", "references/experiment-log.md", "references/troubleshooting.md"
SKILL, TEMPLATE = ".codex/skills/mistral-lora/SKILL.md", "templates/skills/result-skill-template.md"
DOMAIN = ".retro-bot/domains/unsloth.yaml"
_MEGABYTE = 1_000_000
_MARKDOWN = (
    "# Mistral run\n\n- Date: 2025-03-11\n\n## Results\n\n| Run | Eval loss |\n|---|---|\n| a | 1.5 |\n| b | 1.25 |\n\n"
    "- Run c failed because memory ran out\n"
)
_CELLS = [
    {"cell_type": "markdown", "source": ["# Mistral run\n", "\n", "- loss: 1.5\n"]},
    {"cell_type": "code", "source": "train()", "outputs": [{"output_type": "stream", "text": ["eval loss 1.25\n"]}]},
]
_SKILL = (
    "---\nname: mistral-lora\ndescription: 'Rank 8 is enough. Use when: tuning Mistral.'\n---\n\n# Mistral LoRA\n\n"
    "## Results Summary\n\n| Rank | Loss |\n|---|---|\n| 8 | 1.3 |\n\n## References\n\n- reports/broken.md\n"
)

KINDS: Mapping[str, tuple[str, str]] = {
    "markdown report": ("reports/broken.md", _MARKDOWN),
    "CSV report": ("reports/broken.csv", "run,lr,loss\na,1e-4,1.5\nb,2e-4,1.25\n"),
    "TSV report": ("reports/broken.tsv", "run\tloss\na\t1.5\nb\t1.25\n"),
    "JSON report": ("reports/broken.json", '{"config": {"lr": 1e-4}, "results": [{"run": "a", "loss": 1.5}]}\n'),
    "JSONL report": ("reports/broken.jsonl", '{"step": 1, "loss": 1.5}\n{"step": 2, "loss": 1.25}\n'),
    "notebook": ("reports/broken.ipynb", json.dumps({"cells": _CELLS, "nbformat": 4}, indent=1)),
    "HTML report": ("reports/broken.html", "<h1>Run</h1><table><tr><th>run<th>loss<tr><td>a<td>1.5</table><p>loss 1.25\n"),
    "text log": ("reports/broken.log", "step 1 loss 1.5\nstep 2 loss 1.25\nValueError: no\n"),
    "experiment log": (LOG, "# Experiment Log\n\n## 2025-03-10 - Run\n\n- Type: Observation\n- loss 1.5 at rank 8\n"),
    "troubleshooting guide": (GUIDE, FILES[GUIDE] + "| slow | swap | more memory |\n"),
    "skill": (SKILL, _SKILL),
    "skill template": (
        TEMPLATE,
        "---\nname: {name}\ndescription: {text}\n---\n\n# {Title}\n\n## General Description\n\n{x}\n",
    ),
    "registry": (REGISTRY, FILES[REGISTRY]),
    "domain file": (DOMAIN, "title: Ours\nextends: unsloth\nmetrics: [perplexity]\n"),
}
"""What the bot reads: the path of the file that is broken, and its content while it is whole."""

_REPORTS = tuple(kind for kind, (path, _) in KINDS.items() if path.startswith("reports/"))
GROUPS = (_REPORTS, tuple(kind for kind in KINDS if kind not in (*_REPORTS, "registry")), ("registry",))
"""Kinds of files that may be broken at the same time: what is whole then still leads to a plan."""

_TEXT = tuple(KINDS)
_WITH_TABLES = (
    "markdown report",
    "CSV report",
    "TSV report",
    "HTML report",
    "troubleshooting guide",
    "skill",
    "experiment log",
)
_MARKDOWN_KINDS = ("markdown report", "experiment log", "troubleshooting guide", "skill", "skill template", "notebook")
_JSON_KINDS = ("JSON report", "JSONL report", "notebook", "registry")
_YAML_KINDS = ("markdown report", "skill", "skill template", "domain file")
_ALIASES = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

_MAY_LEAD_OUT = (*_REPORTS, "skill", "skill template", "domain file")
"""With a log, a guide or a registry behind such a link nothing is done at all; paths of the registry are tried apart."""

Break = Callable[[Path, str, str], None]
"""Writes the broken file: its path, its whole content, and what kind of file it is."""


class Breakage(NamedTuple):
    """A way to break a file, the kinds of files that it is tried on, and whether the broken file has to be named."""

    write: Break
    kinds: tuple[str, ...] = _TEXT
    is_named: bool = False


def _bytes(change: Callable[[str], bytes]) -> Break:
    return lambda path, text, kind: _write(path, change(text))


def _after(text: str) -> Break:
    """Something more at the end; inside a string where the file is JSON, as a comment would be."""

    def write(path: Path, whole: str, kind: str) -> None:
        if kind in _JSON_KINDS:
            content = json.loads(whole.split("\n")[0] if kind == "JSONL report" else whole)
            if kind == "notebook":
                content["cells"][0]["source"].append(text)
            else:
                content["note"] = text
            _write(path, (json.dumps(content, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass"))
        elif kind == "domain file":
            _write(path, f"{whole}naming: {json.dumps(text)}\n".encode())
        else:
            _write(path, f"{whole}\n{text}\n".encode("utf-8", "surrogatepass"))

    return write


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _table(path: Path, whole: str, kind: str) -> None:
    columns = [f"loss {number}" for number in range(10_000)]
    if kind in ("CSV report", "TSV report"):
        comma = "," if kind == "CSV report" else "\t"
        _write(path, f"{comma.join(columns)}\n{comma.join(['1.5'] * 10_000)}\n".encode())
    elif kind == "HTML report":
        _write(path, f"<table><tr><th>{'<th>'.join(columns)}<tr>{'<td>1.5' * 10_000}</table>".encode())
    else:
        row = f"|{'1.5|' * 10_000}\n"
        _write(path, f"{whole}\n| {' | '.join(columns)} |\n|{'---|' * 10_000}\n{row}{row}".encode())


def _json_depth(path: Path, whole: str, kind: str) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    _write(path, (whole if kind == "JSONL report" else "").encode() + f'{{"cells": {deep}, "paths": {deep}}}\n'.encode())


def _alias_bomb(path: Path, whole: str, kind: str) -> None:
    if kind == "domain file":
        _write(path, f"{_ALIASES}title: Ours\nmetrics: *i\nfocus: {{A: *i}}\n".encode())
        return
    body = whole.split("---\n", 2)[2] if whole.startswith("---\n") else whole
    _write(path, f"---\nname: mistral-lora\n{_ALIASES}tags: *i\n---\n{body}".encode())


def _outputs(path: Path, whole: str, kind: str) -> None:
    image = {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo" * 100_000, "text/html": "<b>" * 100_000}}
    stream = {"output_type": "stream", "text": ["step 1 loss 1.5\n"] * 10_000}
    cell = {"cell_type": "code", "source": "train()", "outputs": [image, stream]}
    _write(path, json.dumps({"cells": [*_CELLS, cell], "nbformat": 4}).encode())


def _large(path: Path, whole: str, kind: str) -> None:
    _write(path, whole.encode())
    os.truncate(path, 100 * _MEGABYTE)


def _link(target: Callable[[Path], str | Path]) -> Break:
    def write(path: Path, whole: str, kind: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target(path))

    return write


def _outside(path: Path) -> Path:
    """A file beside the repository that must not be read; its number would show that it was."""
    root = next(parent for parent in path.parents if parent.name == "lab")
    secret = root.parent / f"outside{path.suffix}"
    secret.write_text("# Outside\n\n- loss: 0.123456\n", encoding="utf-8")
    return secret


def _folder(path: Path, whole: str, kind: str) -> None:
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)


def _pipe(path: Path, whole: str, kind: str) -> None:
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)


BREAKAGES: Mapping[str, Breakage] = {
    "bytes that are not UTF-8": Breakage(_bytes(lambda text: text.encode() + b"loss \xff\xfe\x80 0.1\n"), is_named=True),
    "bytes of Latin-1": Breakage(_bytes(lambda text: text.encode() + b"caf\xe9\n"), is_named=True),
    "UTF-16 with its mark": Breakage(_bytes(lambda text: text.encode("utf-16"))),
    "UTF-16 without a mark": Breakage(_bytes(lambda text: text.encode("utf-16-le")), is_named=True),
    "UTF-8 with a mark": Breakage(_bytes(lambda text: text.encode("utf-8-sig"))),
    "CRLF": Breakage(_bytes(lambda text: text.replace("\n", "\r\n").encode())),
    "CR alone": Breakage(_bytes(lambda text: text.replace("\n", "\r").encode())),
    "NUL inside": Breakage(_bytes(lambda text: text.encode().replace(b"\n", b"\n\0", 1)), is_named=True),
    "control characters": Breakage(_after("".join(map(chr, (*range(1, 9), 11, 12, *range(14, 32), *range(127, 160)))))),
    "bidirectional and unseen characters": Breakage(
        _after("loss \u202e1.5\u202c \u2066x\u2069 \u200b\u200f\ufeff\u2028\u2029y")
    ),
    "surrogates": Breakage(_after("loss \ud800 1.5 \udfff"), is_named=False),
    "cut off in the middle": Breakage(_bytes(lambda text: text.encode()[: len(text) // 2])),
    "empty": Breakage(_bytes(lambda text: b"")),
    "nothing but spaces": Breakage(_bytes(lambda text: b" \t\n" * 1000)),
    "100 MB": Breakage(_large, is_named=True),
    "a line of 1 MB of words": Breakage(_after("loss 1.5 at rank 8, " * 50_000)),
    "a line of 1 MB of signs": Breakage(_after("*_[`<!|" * 150_000)),
    "a million empty lines": Breakage(_after("\n" * _MEGABYTE)),
    "a table of 10,000 columns": Breakage(_table, _WITH_TABLES),
    "1,000 lists, each in the last": Breakage(
        _after("".join(f"{'  ' * depth}- a\n" for depth in range(1000))), _MARKDOWN_KINDS
    ),
    "1,000 quotes, each in the last": Breakage(_after("> " * 1000 + "loss 1.5"), _MARKDOWN_KINDS),
    "10,000 open brackets": Breakage(_after("[" * 10_000 + "(" * 10_000)),
    "10,000 open tags": Breakage(_after("<table><tr><td><ul><li>" * 2000)),
    "YAML aliases that make 9^8 words": Breakage(_alias_bomb, _YAML_KINDS),
    "JSON 100,000 deep": Breakage(_json_depth, _JSON_KINDS, is_named=True),
    "a number of 100,000 digits": Breakage(_after("loss: " + "9" * 100_000)),
    "outputs of megabytes": Breakage(_outputs, ("notebook",)),
    "a link to a file outside": Breakage(_link(_outside), _MAY_LEAD_OUT, is_named=True),
    "a link to a folder": Breakage(_link(lambda path: path.parent)),
    "a link to itself": Breakage(_link(lambda path: path.name)),
    "a link to nothing": Breakage(_link(lambda path: "nowhere")),
    "a folder in its place": Breakage(_folder),
    "a pipe in its place": Breakage(_pipe),
}
