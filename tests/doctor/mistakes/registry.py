"""Mistakes in the registry and in the domain files."""

from __future__ import annotations

from tests.doctor.mistakes import REGISTRY, E, Mistake, W, edit, remove, write

MISTAKES: dict[str, Mistake] = {
    "no registry": (remove(REGISTRY), "registry-missing", W, REGISTRY, "retro-bot init writes one"),
    "a comma too many": (edit(REGISTRY, '"1.0.0",', '"1.0.0",,'), "registry-json", E, f"{REGISTRY}:3", "a comma too many"),
    "a number for a path": (edit(REGISTRY, '"reports/"', "7"), "registry-type", E, REGISTRY, "write a text in quotes"),
    "a list for the paths": (
        write(REGISTRY, '{"domain": "unsloth", "paths": [], "skills": {"llama3-lora-rank": {}}}'),
        "registry-type",
        E,
        REGISTRY,
        "write an object in braces",
    ),
    "a misspelt key": (edit(REGISTRY, '"domain"', '"domian"'), "registry-key", E, f"{REGISTRY}:2", "did you mean domain?"),
    "a misspelt path": (
        edit(REGISTRY, '"experiment_log"', '"experiment-log"'),
        "registry-key",
        E,
        REGISTRY,
        "did you mean experiment_log?",
    ),
    "a short path": (
        edit(REGISTRY, '"troubleshooting"', '"trouble"'),
        "registry-key",
        E,
        REGISTRY,
        "did you mean troubleshooting?",
    ),
    "a key twice": (
        edit(REGISTRY, '"domain": "unsloth"', '"domain": "unsloth",\n  "domain": "cuda"'),
        "registry-duplicate",
        E,
        f"{REGISTRY}:3",
        "keep one of them",
    ),
    "an unknown domain": (
        edit(REGISTRY, '"unsloth"', '"unslooth"'),
        "domain-unknown",
        E,
        f"{REGISTRY}:2",
        "did you mean unsloth?",
    ),
    "a date of its own kind": (
        edit(REGISTRY, '"updated": "20', '"updated": "March 20'),
        "registry-date",
        W,
        REGISTRY,
        "YYYY-MM-DD",
    ),
    "a domain file that is no YAML": (
        write(".retro-bot/domains/speech.yaml", "name: [\n"),
        "domain-file",
        E,
        ".retro-bot/domains/speech.yaml",
        "",
    ),
    "a misspelt key of a domain file": (
        write(".retro-bot/domains/speech.yaml", "title: Speech\nmetrcs: [wer]\n"),
        "domain-key",
        W,
        ".retro-bot/domains/speech.yaml:2",
        "did you mean `metrics`?",
    ),
}
