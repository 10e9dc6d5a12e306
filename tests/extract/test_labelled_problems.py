"""Problems with labelled parts."""

from __future__ import annotations

from collections.abc import Callable

from bot.model.fact import Fact, Kind

Told = Callable[[Kind, str], list[Fact]]


def parts(fact: Fact) -> tuple[str, str, str]:
    return fact.symptom, fact.cause, fact.fix


def test_symptom_cause_and_fix_below_a_heading(told: Told) -> None:
    text = """## Issues

### Loss became NaN

- **Symptom**: NaN after step 40
- **Cause**: fp16 overflow
- **Fix**: train in bf16
"""
    (fact,) = told(Kind.ERROR, text)
    assert parts(fact) == ("NaN after step 40", "fp16 overflow", "train in bf16")
    assert fact.lines == (3, 7)


def test_the_heading_is_the_symptom_where_none_is_labelled(told: Told) -> None:
    text = (
        "## Bugs found\n\n### 2. Stale cache (FIXED)\n\n- The key left out the shape\n- Fix: put the shape into the key\n"
    )
    (fact,) = told(Kind.ERROR, text)
    assert parts(fact) == ("Stale cache", "The key left out the shape", "put the shape into the key")


def test_each_symptom_opens_a_problem(told: Told) -> None:
    text = "## Problems\n\n- Problem: hangs\n- Fix: a timeout\n- Problem: leaks\n- Fix: close the file\n"
    assert [parts(fact) for fact in told(Kind.ERROR, text)] == [("hangs", "", "a timeout"), ("leaks", "", "close the file")]


def test_parts_nested_in_an_item(told: Told) -> None:
    text = "## Log\n\n- Harness crash at start:\n  - cause: port in use\n  - resolution: choose a free port\n"
    (fact,) = told(Kind.ERROR, text)
    assert parts(fact) == ("Harness crash at start", "port in use", "choose a free port")
    assert fact.lines == (3, 5)


def test_cause_and_fix_in_labelled_lines(told: Told) -> None:
    (fact,) = told(Kind.ERROR, "## Summary\n\n**Root cause:** no gradient clipping\n**Fix:** clip at 1.0\n")
    assert parts(fact) == ("no gradient clipping", "no gradient clipping", "clip at 1.0")


def test_a_symptom_may_tell_its_cause(told: Told) -> None:
    text = "- Graph capture (reverted):\n  - Tried it\n  - Failed: `CaptureError` — the tuner copies to the host\n"
    (fact,) = told(Kind.ERROR, text)
    assert fact.cause == "the tuner copies to the host"


def test_a_general_label_around_the_parts_is_no_symptom(told: Told) -> None:
    text = "- **Details**:\n  - some context\n  - error pattern: `missing key`\n  - resolution: a fresh folder per run\n"
    (fact,) = told(Kind.ERROR, text)
    assert parts(fact) == ("`missing key`", "", "a fresh folder per run")
    assert fact.lines == (3, 4)


def test_a_fix_alone_is_no_problem(told: Told) -> None:
    assert told(Kind.ERROR, "## Notes\n\n- Fix: clip at 1.0\n") == []


def test_what_is_not_filled_in_is_no_problem(told: Told) -> None:
    assert told(Kind.ERROR, "## Issues\n\n- Symptom: {what happened}\n- Cause: TBD\n- Fix: TODO\n") == []


def test_a_label_that_only_ends_in_observed_is_no_symptom(told: Told) -> None:
    assert told(Kind.ERROR, "## Results\n\nPeak performance observed: 20.88 TFLOPS (within 0.25 of the goal)\n") == []


def test_the_solution_of_an_exercise_mends_nothing(told: Told) -> None:
    text = "## Data\n\n- Format: one record a line\n  - Prompt: a signature\n  - Solution: the body of the function\n"
    assert told(Kind.ERROR, text) == []
    (fact,) = told(Kind.ERROR, text.replace("Format: one record a line", "The loader crashed on long lines"))
    assert fact.fix == "the body of the function"


def test_a_lead_in_above_problems_is_none_itself(told: Told) -> None:
    text = """## Results

**Issues encountered**:

1. **Initial bug**:
   - Used `#if` for compilation
   - Root cause: the defines differ
   - Fix: Changed to `#ifdef`
"""
    (fact,) = told(Kind.ERROR, text)
    assert parts(fact) == ("Used `#if` for compilation", "the defines differ", "Changed to `#ifdef`")
