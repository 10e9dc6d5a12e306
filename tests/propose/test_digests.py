"""A proposal is recognised by its content when it comes again."""

from __future__ import annotations

from bot.propose.digests import entry_digest, log_digest, registry_digest, skill_digest, update_digest
from tests.propose.retrospectives import ENTRY, TROUBLE, at, said, skill_draft, skill_update, table


def test_a_skill_is_the_same_under_another_name_on_another_day_and_other_lines() -> None:
    draft = skill_draft()
    other = draft._replace(name="other", created="2026-01-01", general=(said("rank 16  reaches loss 0.41 in 31 GB.", 99),))

    assert skill_digest(other, at(99)) == skill_digest(draft, at(12))


def test_a_skill_with_another_result_or_report_is_another() -> None:
    draft = skill_draft()
    first = skill_digest(draft, at(12))

    assert skill_digest(draft._replace(results=(table(("loss", "0.39", "12")),)), at(12)) != first
    assert skill_digest(draft, at(12, path="reports/new.md")) != first


def test_an_update_belongs_to_its_skill_and_its_rows() -> None:
    update = skill_update(practice=(said("Use rank 16.", 20),))
    first = update_digest(update, at(20))

    assert update_digest(update._replace(updated="2026-01-01"), at(20)) == first
    assert update_digest(update._replace(skill=update.skill._replace(path="other")), at(20)) != first
    assert update_digest(update._replace(practice=(said("Use rank 8.", 20),)), at(20)) != first


def test_entries_registry_and_log_are_told_by_what_they_say() -> None:
    assert entry_digest(TROUBLE._replace(pattern="OOM")) == entry_digest(TROUBLE)
    assert entry_digest(TROUBLE._replace(solution="use rank 8")) != entry_digest(TROUBLE)
    assert registry_digest(["b", "a"]) == registry_digest(["a", "b"])
    assert log_digest(ENTRY._replace(date="2026-01-01")) == log_digest(ENTRY)
    assert log_digest(ENTRY._replace(description="x")) != log_digest(ENTRY)
