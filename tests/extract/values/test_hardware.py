"""Hardware that text names."""

from __future__ import annotations

from collections.abc import Callable

Named = Callable[..., list[str]]


def test_an_item_that_is_a_device_is_setup(named: Named) -> None:
    assert named("## Runs\n\n- Shared setup:\n  - `2x A100 40GB`\n  - FSDP\n") == ["setup hardware = 2x A100 40GB"]


def test_a_sentence_names_the_device_it_ran_on(named: Named) -> None:
    assert named("# Kernels\n\nAll runs are on an NVIDIA RTX 4090 with clocks locked.\n") == [
        "setup hardware = NVIDIA RTX 4090"
    ]
    assert named("# Sum\n\nFor two shapes, 4070Ti SUPER, fast math.\n") == ["setup hardware = 4070Ti SUPER"]


def test_a_device_is_named_once(named: Named) -> None:
    text = "# K\n\nMeasured on an H100.\n\n## Results\n\nThe kernel wins on an H100 and loses on an A100.\n"

    assert named(text) == ["setup hardware = H100", "setup hardware = A100"]


def test_a_device_in_passing_is_not_setup(named: Named) -> None:
    assert named("# K\n\nThe A100 has more bandwidth.\n") == []


def test_where_something_may_be_so_nothing_ran(named: Named) -> None:
    assert named("# Report\n\n## Results\n\nIt ran on an RTX 3090. It may differ on a B200.\n", "cuda") == [
        "setup hardware = RTX 3090"
    ]
