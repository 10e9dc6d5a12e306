"""Words as texts are compared by them."""

from __future__ import annotations

from collections import Counter

from bot.synthesize.wording.comparing import Rarity, assignments, identifiers, likeness, overlap, stem, terms


def test_one_word_in_several_forms_is_one_stem() -> None:
    assert {stem(word) for word in ("batch", "batches", "Batching", "batched")} == {"batch"}
    assert stem("schedule") == stem("schedules") == stem("Scheduling")


def test_terms_leave_out_empty_words_numbers_addresses_and_paths() -> None:
    assert terms("The loader of 4 is at https://example.org/loader in src/loader/depth.py: loader depth") == Counter(
        loader=2, depth=1
    )


def test_identifiers_are_names_with_underscores_or_dots() -> None:
    assert identifiers("Set `loader.queue_size=4` and num_workers, not src/a_b.py.") == {"loader.queue_size", "num_workers"}


def test_assignments_are_settings_with_their_values() -> None:
    assert assignments("Set `Loader.queue_size=4`, mode='fast' and not a = b.") == {"loader.queue_size=4", "mode='fast"}


def test_overlap_asks_for_the_smaller_set_and_likeness_for_both() -> None:
    assert overlap({"a", "b"}, {"a", "b", "c", "d"}) == 1.0
    assert likeness({"a", "b"}, {"a", "b", "c", "d"}) == 0.5
    assert overlap(set(), {"a"}) == likeness(set(), set()) == 0.0


def test_a_word_of_every_document_says_nothing() -> None:
    rarity = Rarity([{"loss", "queue"}, {"loss", "rank"}, {"loss"}])
    assert rarity.weight("loss") == 0.0
    assert rarity.weight("queue") < rarity.weight("unheard")


def test_texts_that_share_rare_words_are_alike() -> None:
    documents = [Counter(loss=3, queue=2), Counter(loss=1, rank=2), Counter(loss=2, seed=1)]
    rarity = Rarity(documents)
    assert rarity.cosine(documents[0], documents[0]) == 1.0
    assert rarity.cosine(documents[0], documents[1]) == 0.0
