"""Mistakes in the registry and in the domain files."""

from __future__ import annotations

from tests.doctor.mistakes import REGISTRY, E, Mistake, W, edit, remove, write, write_bytes

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
    "a number for a skill that is called after a type": (
        write(REGISTRY, '{"domain": "unsloth", "skills": {"llama3-lora-rank": {}, "string-list": 7}}'),
        "registry-type",
        E,
        f"{REGISTRY}:1",
        "write an object in braces",
    ),
    "a misspelt key of the writer": (
        edit(REGISTRY, '"domain"', '"writer": {"use": "rules", "modell": "x"},\n  "domain"'),
        "registry-key",
        E,
        f"{REGISTRY}:2",
        "did you mean model?",
    ),
    "a misspelt date": (edit(REGISTRY, '"created"', '"craeted"'), "registry-key", E, REGISTRY, "did you mean created?"),
    "bytes that are no text": (
        write_bytes(REGISTRY, b'{"domain": "\xff"}'),
        "registry-json",
        E,
        f"{REGISTRY}:1",
        "save it as UTF-8",
    ),
    "a value of the wrong type and nothing else": (
        write(REGISTRY, '{"domain": 7}'),
        "registry-type",
        E,
        f"{REGISTRY}:1",
        "write a text in quotes",
    ),
    "a key twice whose word stands elsewhere": (
        edit(REGISTRY, '"version": "1.0.0"', '"version": "version",\n  "version": "1",\n  "note": "version"'),
        "registry-duplicate",
        E,
        f"{REGISTRY}:4",
        "keep one of them",
    ),
    "a domain file that extends none": (
        write(".retro-bot/domains/speech.yaml", "title: Speech\nextends: foo\n"),
        "domain-file",
        E,
        ".retro-bot/domains/speech.yaml:2",
        "known are research, unsloth, cuda",
    ),
    "an unknown key with brackets in a domain file": (
        write(".retro-bot/domains/speech.yaml", "title: Speech\nmetrcs (main): [wer]\n"),
        "domain-key",
        W,
        ".retro-bot/domains/speech.yaml:2",
        "known are title, ",
    ),
}
