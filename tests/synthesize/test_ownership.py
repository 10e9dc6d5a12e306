"""Which existing skill a piece of evidence belongs to, and what becomes of it."""

from __future__ import annotations

from bot.model.fact import ReportFacts
from bot.model.repository import Repository
from bot.synthesize.decisions.ownership import Bond, Neighbourhood
from bot.synthesize.decisions.topics import Decision, decide
from bot.synthesize.evidence.units import Unit, units
from tests.synthesize.evidence import PATH, facts_of, finding, metric, report, repository, skill

QUEUE = skill(
    "queue-depth-tuning",
    """
    # Queue Depth Tuning

    ## Results Summary

    Set `packing_queue_size` to 4: the packed loader of `packed_run` starves with a queue of 2.
    """,
)
GATE = skill(
    "soft-gating-guardrails",
    """
    # Soft Gating Guardrails

    ## Results Summary

    Compare `gate_scale` runs. Soft gating drifts early. Files: `acme/models/`.
    """,
)
OTHERS = [
    skill(f"{name}-advice", f"# {name} advice\n\n## Results Summary\n\nUse {name} well.\n")
    for name in ("rank", "seed", "tokenizer")
]
DEEPER = report(
    """
    # Report: queue-depth

    The packed loader waits for the queue. With `packing_queue_size` 4 in `packed_run` the queue depth is enough.
    The queue depth of the packed loader matters.
    """
)


def known(*reports_: object) -> Repository:
    return repository(*reports_, skills=[QUEUE, GATE, *OTHERS])  # type: ignore[arg-type]


def seen_in(held: Repository, *facts: ReportFacts) -> tuple[tuple[Unit, ...], Neighbourhood]:
    evidence = units(facts, held)
    return evidence, Neighbourhood(evidence, held)


def decided(held: Repository, *facts: ReportFacts) -> Decision:
    return decide(*seen_in(held, *facts))


def test_a_skill_that_shares_title_words_and_names_owns_a_report() -> None:
    (unit,), near = seen_in(known(DEEPER), facts_of(DEEPER))
    (tie, *_) = near.ties(unit)
    assert (tie.skill.name, tie.bond) == ("queue-depth-tuning", Bond.OWNS)
    assert tie.reason == "the skill is about queue depth and `packed_run`, `packing_queue_size`, and so is this evidence"


def test_a_skill_that_names_all_that_a_report_on_its_subject_names_owns_it() -> None:
    beside = "Water the garden on Monday. Paper window, copper river, silver mountain, lunch at noon. " * 3
    wide = skill(
        "rack-wiring",
        f"# Rack wiring\n\n## Results Summary\n\nUse `rack.slots`, `rack.depth`, `seat_map`, `fan_speed`. {beside}\n",
    )
    said = """
        # Report: nightly smoke of blue cards beside tall fans in autumn

        Rack wiring twice: rack wiring. Green with `rack.slots`, `rack.depth` and `seat_map`. Sunny weather, loud music.
    """
    bonds = []
    for more in ("", "        Also with `cable_length` and `cable_kind`.\n"):
        written = report(f"{said}{more}")
        (unit,), near = seen_in(repository(written, skills=[wide, GATE, QUEUE, *OTHERS]), facts_of(written))
        bonds.append([tie.bond for tie in near.ties(unit)])
    assert bonds == [[Bond.OWNS], [Bond.TOUCHES]]


def test_a_skill_that_cites_a_report_owns_it() -> None:
    citing = skill("old-advice", f"# Old advice\n\n## Results Summary\n\nSee `{PATH}`.\n")
    written = report("# Report: something else\n\nNothing in common.\n")
    (unit,), near = seen_in(repository(written, skills=[citing]), facts_of(written))
    assert [(tie.bond, tie.reason) for tie in near.ties(unit)] == [(Bond.OWNS, "the skill cites this report")]


def test_a_report_on_something_new_has_no_owner_and_makes_a_new_skill() -> None:
    written = report("# Report: converter\n\nThe converter writes the buffer of the decoder.\n")
    decision = decided(known(written), facts_of(written, metric(3, "loss", "2"), finding(3, "The buffer is needed.")))
    assert [[unit.title for unit in group] for group in decision.new] == [["converter"]]
    assert decision.updates == ()


def test_what_a_skill_owns_goes_into_an_update_and_nowhere_else() -> None:
    decision = decided(known(DEEPER), facts_of(DEEPER, metric(3, "loss", "2"), finding(3, "The queue is enough.")))
    assert decision.new == ()
    assert [tie.skill.name for tie in decision.updates] == ["queue-depth-tuning"]


def test_a_skill_governs_the_code_below_a_folder_that_it_names() -> None:
    written = report("# Report: converter\n\nChanged `acme/models/export.py` so that the buffer is written.\n")
    (unit,), near = seen_in(known(written), facts_of(written))
    assert [(tie.skill.name, tie.bond) for tie in near.ties(unit)] == [("soft-gating-guardrails", Bond.GOVERNS)]


def test_a_run_named_like_a_skill_touches_it() -> None:
    written = report("# Report: checkpointing\n\n## Run 2: soft gating\n\n- time `9s`\n\nSoft gating is faster.\n")
    (unit,), near = seen_in(known(written), facts_of(written, metric(5, "time", "9s")))
    assert [(tie.skill.name, tie.bond) for tie in near.ties(unit)] == [("soft-gating-guardrails", Bond.TOUCHES)]


def test_core_skills_own_nothing() -> None:
    core = skill("queue-depth", "# Queue Depth\n\n## Results\n\nqueue depth\n", kind="core")
    (unit,), near = seen_in(repository(DEEPER, skills=[core]), facts_of(DEEPER))
    assert near.ties(unit) == ()


def test_several_reports_on_one_subject_make_one_skill() -> None:
    first = report("# Report: converter buffer\n\nThe converter writes the buffer of the decoder.\n", "reports/a.md")
    second = report(
        "# Report: converter buffer again\n\nThe converter still writes the buffer of the decoder.\n", "reports/b.md"
    )
    lesson = finding(3, "The buffer is needed.")
    decision = decided(
        known(first, second),
        facts_of(first, lesson, metric(3, "loss", "2"), metric(3, "time", "3")),
        facts_of(second, lesson, metric(3, "loss", "2"), metric(3, "time", "4")),
    )
    assert [len(group) for group in decision.new] == [2]


def test_reports_on_two_subjects_make_two_skills() -> None:
    first = report(
        "# Report: converter buffer\n\nThe converter writes the buffer of the decoder: 2 and 3.\n", "reports/a.md"
    )
    second = report(
        "# Report: padding side\n\nLeft padding broke packed labels of chat samples: 2 and 3.\n", "reports/b.md"
    )
    facts = (finding(3, "It matters."), metric(3, "loss", "2"), metric(3, "time", "3"))
    decision = decided(known(first, second), facts_of(first, *facts), facts_of(second, *facts))
    assert [[unit.title for unit in group] for group in decision.new] == [["converter buffer"], ["padding side"]]


def test_mere_figures_go_with_the_report_that_they_are_most_like() -> None:
    lesson = report("# Report: matmul\n\nThe tiles fit into the cache. 166 TFLOPS.\n", "reports/matmul.md")
    figures = report("# Profiler table\n\n157 TFLOPS, 163 TFLOPS, 166 TFLOPS\n", "reports/profiler.md")
    made = decided(
        repository(lesson, figures),
        facts_of(lesson, finding(3, "The tiles fit into the cache."), metric(3, "speed", "166", "a")),
        facts_of(figures, *(metric(3, "speed", value, value) for value in ("157", "163", "166"))),
    )
    assert [[unit.path for unit in group] for group in made.new] == [["reports/matmul.md", "reports/profiler.md"]]


def test_mere_figures_alone_make_a_skill() -> None:
    figures = report("# Profiler table\n\n157 TFLOPS, 163 TFLOPS, 166 TFLOPS\n", "reports/profiler.md")
    made = decided(
        repository(figures), facts_of(figures, *(metric(3, "speed", value, value) for value in ("157", "163", "166")))
    )
    assert [[unit.path for unit in group] for group in made.new] == [["reports/profiler.md"]]


def test_what_has_little_to_teach_makes_a_skill_only_where_no_skill_gains_anything() -> None:
    little = report("# Report: padding side\n\nLeft padding broke packed labels of chat samples.\n", "reports/little.md")
    facts = facts_of(little, finding(3, "Left padding broke packed labels of chat samples."))
    assert [[unit.path for unit in group] for group in decided(known(little), facts).new] == [["reports/little.md"]]
    beside = decided(known(DEEPER, little), facts_of(DEEPER, metric(3, "loss", "2")), facts)
    assert beside.new == ()
    assert [tie.skill.name for tie in beside.updates] == ["queue-depth-tuning"]


def test_a_skill_whose_name_holds_that_of_a_new_one_owns_the_evidence() -> None:
    old = skill("whisper-distillation-steps", "# Notes of Jo\n\n## Results Summary\n\nFlat targets hurt.\n")
    again = report("# Report: whisper distillation\n\nWER 13.2.\n", "reports/again.md")
    made = decided(
        repository(again, skills=[old]), facts_of(again, *(metric(3, "WER", value) for value in ("1", "2", "3")))
    )
    assert [tie.skill.name for tie in made.updates] == ["whisper-distillation-steps"]
    assert made.new == ()


def test_a_skill_that_a_new_one_would_be_named_like_owns_the_evidence() -> None:
    old = skill("whisper-distillation-temperature", "# Notes of Jo\n\n## Results Summary\n\nFlat targets hurt.\n")
    again = report("# Report: whisper distillation temperatures\n\nWER 13.2.\n", "reports/again.md")
    made = decided(
        repository(again, skills=[old]), facts_of(again, *(metric(3, "WER", value) for value in ("1", "2", "3")))
    )
    assert made.new == ()
    assert [(tie.skill.name, tie.reason) for tie in made.updates] == [
        ("whisper-distillation-temperature", "a new skill would have this skill's name")
    ]
