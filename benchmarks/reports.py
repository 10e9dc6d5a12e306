#!/usr/bin/env python3
"""Generate a repository of experiment reports for benchmarks: any number of them, about 4.7 kB each, the same for a seed.

The shapes are those that teams write: a sweep with a table of runs, a memory study with failures and their reasons, a
kernel benchmark, a data ablation in prose, a log of a broken run. No two reports are alike in their numbers.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

FIRST_DAY = date(2023, 1, 2)
A_FOLDER = 500
"""Reports in one folder of the reports folder: nobody keeps a hundred thousand files side by side."""

_MODELS = "Aspen-7B Birch-3B Cedar-13B Maple-1B Hazel-8B Alder-70B Rowan-2B Linden-34B Sorrel-500M Juniper-4B".split()
_DATA = "forum-dialogues patents-en lab-notebooks court-rulings street-signs recipes-multi news-2021 code-review".split()
_CARDS = "A100-80GB H100-80GB L40S RTX-4090 MI300X A10G".split()
_OPERATIONS = "softmax layernorm rope-embedding moe-dispatch paged-attention int4-dequant reduce-scatter top-k".split()
_SETTINGS = "learning_rate warmup_steps weight_decay lora_rank lora_alpha dropout micro_batch sequence_length".split()
_METRICS = "eval loss;perplexity;exact match;throughput;peak memory;step time;occupancy;bandwidth".split(";")
_SYLLABLES = "ka lo mi ren tos vel dar pin sul quo bre fay".split()
_WHY = (
    "because the optimizer state no longer fits beside the activations",
    "because the short warm-up let the gradient norm reach {a}",
    "due to bank conflicts in shared memory, {b} of them in a warp",
    "since the tokenizer splits {b} of 100 rare words differently",
    "because the all-reduce waits {a} ms for the slowest rank",
    "due to duplicates: {b} % of the validation set stands in the training set",
)
_SAID = (
    "The curve of {metric} flattens early and the order of the runs does not change any more after that.",
    "Compared with the run of last week, {metric} moved from {a} to {c}; nothing but {setting} was changed.",
    "A second seed told the same story, so that small differences between neighbours say nothing here.",
    "The job left room on one {card} for longer sequences, which nobody needed in this round.",
    "We kept the data order fixed, and {word} was evaluated on the same examples as before.",
    "The profile shows where the step goes: into {operation}, which {word} does not touch at all.",
    "Whoever repeats this should pin the driver first; the nightly build drifted twice while we were at it.",
    "Nothing in {data} explains the bump, and shuffling it did not make it go away either.",
    "The dashboards were read by two people, who agreed on all points but the choice of the baseline.",
)

Words = dict[str, object]
Shape = Callable[[random.Random, Words], Iterator[str]]


def _words(chance: random.Random) -> Words:
    """Draw what one report is about."""
    return {
        "model": chance.choice(_MODELS),
        "data": chance.choice(_DATA),
        "card": chance.choice(_CARDS),
        "operation": chance.choice(_OPERATIONS),
        "setting": chance.choice(_SETTINGS),
        "metric": chance.choice(_METRICS),
        "word": "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))),
        "a": round(chance.uniform(0.2, 90), 2),
        "b": chance.randint(2, 4096),
        "c": round(chance.uniform(0.2, 90), 3),
        "d": round(chance.uniform(0.001, 0.9), 4),
    }


def _prose(chance: random.Random, words: Words, count: int) -> Iterator[str]:
    for _ in range(count):
        numbers = _words(chance)
        drawn = {**words, **{name: numbers[name] for name in ("a", "b", "c", "d", "metric")}}
        yield " ".join(line.format(**drawn) for line in chance.sample(_SAID, 3))
        yield ""


def _table(chance: random.Random, columns: Sequence[str], rows: int) -> Iterator[str]:
    yield f"| Run | {' | '.join(columns)} |"
    yield "|---|" + "---:|" * len(columns)
    for row in range(rows):
        cells = (f"{chance.uniform(0.1, 100):.{chance.randint(1, 4)}f}" for _ in columns)
        yield f"| {chance.choice(_SYLLABLES)}{row:02} | {' | '.join(cells)} |"
    yield ""


def _settings(chance: random.Random) -> Iterator[str]:
    for name in chance.sample(_SETTINGS, 5):
        yield f"- {name}: {chance.choice([1, 2, 4, 8, 16, 32, 64, 128, 256])}"
    yield ""


def _sweep(chance: random.Random, words: Words) -> Iterator[str]:
    yield from ("## Setup", "", *_settings(chance), "## Results", "")
    yield from _table(chance, chance.sample(_METRICS, 3), chance.randint(3, 6))
    yield from ("## Findings", "", *_prose(chance, words, 3))


def _memory(chance: random.Random, words: Words) -> Iterator[str]:
    yield from ("## Configuration", "", "```yaml", *(f"{name}: {chance.randint(1, 512)}" for name in _SETTINGS), "```", "")
    yield from ("## What failed", "")
    for why in chance.sample(_WHY, 4):
        drawn = _words(chance)
        yield f"- {drawn['setting']} = {drawn['b']} ran out of memory at {drawn['a']} GB {why}.".format(**drawn)
    yield from ("", "## Results", "", *_table(chance, ("peak memory (GB)", "tokens/s"), chance.randint(3, 6)))
    yield from _prose(chance, words, 3)


def _kernel(chance: random.Random, words: Words) -> Iterator[str]:
    yield from (
        "## Launch",
        "",
        f"`{words['operation']}<<<{chance.randint(1, 999)}, {chance.choice([64, 128, 256])}>>>`",
        "",
    )
    yield from _table(chance, ("time (us)", "bandwidth (GB/s)", "registers"), chance.randint(3, 6))
    yield from ("## Notes", "", *_prose(chance, words, 4), "## Next steps", "")
    yield from (f"- [ ] try {chance.choice(_OPERATIONS)} with {chance.choice([32, 64, 128])} threads" for _ in range(3))
    yield ""


def _ablation(chance: random.Random, words: Words) -> Iterator[str]:
    for part in ("Question", "Method", "Results", "Discussion"):
        yield from (f"## {part}", "", *_prose(chance, words, 2))
    yield from _table(chance, ("share (%)", *chance.sample(_METRICS, 2)), chance.randint(3, 6))


def _broken(chance: random.Random, words: Words) -> Iterator[str]:
    yield from ("## Symptom", "", f"The run stopped at step {chance.randint(100, 90_000)}.", "", "```text")
    for step in range(chance.randint(24, 40)):
        loss, rate, memory = chance.uniform(0.1, 9), chance.uniform(1e-6, 1e-3), chance.uniform(9, 79)
        yield f"step {step * 50} loss {loss:.4f} lr {rate:.2e} mem {memory:.1f}"
    yield from ("```", "", "## Cause", "", chance.choice(_WHY).format(**words).capitalize() + ".", "")
    yield from ("## Fix", "", f"Set {words['setting']} to {chance.randint(1, 64)} and restart.", "")
    yield from _prose(chance, words, 3)


_SHAPES: tuple[tuple[str, Shape], ...] = (
    ("sweep of {setting} for {model}", _sweep),
    ("memory of {model} on {card}", _memory),
    ("{operation} kernel on {card}", _kernel),
    ("{data} in the mixture of {model}", _ablation),
    ("broken run of {model} with {setting}", _broken),
)


def report(number: int, seed: int = 0) -> tuple[str, str]:
    """Return the path below the reports folder and the text of one report; both depend on `number` and `seed` alone."""
    chance = random.Random(f"{seed} {number}")  # noqa: S311  (not a secret)
    words = _words(chance)
    topic, shape = _SHAPES[number % len(_SHAPES)]
    title = topic.format(**words)
    day = FIRST_DAY + timedelta(number // 100 % 1000)
    head = (f"# {title[0].upper()}{title[1:]}: {words['word']}", "", f"- Date: {day}", f"- Model: {words['model']}")
    about = (f"- GPU: 1x {words['card']}", f"- Dataset: {words['data']}", "- Status: Completed", "")
    lines = [*head, *about, *shape(chance, words)]
    while sum(map(len, lines)) < 4100:
        lines += ["## Further notes", "", *_prose(chance, words, 3)]
    name = title.lower().replace(" ", "-").replace("_", "-")
    return f"{number // A_FOLDER:03}/{day}-{name}-{number:06}.md", "\n".join(lines)


def write_repository(folder: Path, count: int, seed: int = 0) -> None:
    """Write a repository with a registry and `count` reports to `folder`, and commit all of it."""
    registry = folder / ".codex" / "skills" / "registry.json"
    registry.parent.mkdir(parents=True)
    paths = {"reports": "reports", "experiment_log": "references/experiment-log.md", "templates": "templates"}
    paths["troubleshooting"] = "references/troubleshooting.md"
    registry.write_text(json.dumps({"domain": "research", "paths": paths}, indent=2) + "\n", encoding="utf-8")
    write_reports(folder / "reports", range(count), seed)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "config", "user.name", "benchmark")
    git(folder, "config", "user.email", "benchmark@example.org")
    git(folder, "config", "gc.auto", "0")
    commit_all(folder, "reports")


def write_reports(folder: Path, numbers: Sequence[int], seed: int = 0) -> None:
    """Write the reports with these numbers below `folder`."""
    for number in numbers:
        path, text = report(number, seed)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def change_reports(folder: Path, count: int, numbers: Sequence[int]) -> None:
    """Write one more run into some of the `count` reports of a repository, and commit it."""
    for number in numbers:
        path = folder / "reports" / report(number % count)[0]
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n## One more run\n\n- eval loss: {number % 97 / 31:.3f}\n")
    commit_all(folder, "more runs")


def commit_all(folder: Path, message: str) -> None:
    """Commit everything in the work tree."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder and return what it prints."""
    done = subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True, text=True)  # noqa: S607
    return done.stdout.strip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a repository."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--count", type=int, default=1000, help="reports (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="another seed gives other reports (default: %(default)s)")
    options = parser.parse_args(arguments)
    write_repository(options.folder, options.count, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
