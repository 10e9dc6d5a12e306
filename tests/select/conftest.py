"""A small lab's repository: ten short reports of kernels and fine-tunes, and an experiment log."""

from __future__ import annotations

from textwrap import dedent

import pytest

from bot.model.domain import Domain, Vocabulary
from bot.model.repository import Layout, Registry, Repository
from bot.reading.experiment_log import read_log
from bot.reading.report import read_report

FOLDER = "benchmark_results"
LOG = "references/experiment-log.md"

_REPORTS = {
    "softmax-block-sweep-2025-02-03.md": """\
        # Softmax block size sweep
        **Date:** 2025-02-03
        ## Objective
        Find the block size at which a row-wise Triton softmax saturates HBM on an A100.
        ## Results
        | BLOCK | GB/s |
        |---|---|
        | 1024 | 1310 |
        | 8192 | 760 |
        ## What failed
        - BLOCK=8192: register spilling, 255 registers a thread
        """,
    "softmax-online-fusion-2025-02-10.md": """\
        # Online softmax fused into attention
        **Date:** 2025-02-10
        ## Objective
        Keep a running maximum and sum so that the scores never reach global memory.
        ## Results
        - 1.6x over softmax as a kernel of its own at sequence length 4096
        """,
    "matmul-no-swizzle-baseline-2025-02-09.md": """\
        # Matmul baseline without swizzle
        **Date:** 2025-02-09
        ## Results
        - 128x128x32 tiles: 201 TFLOPS at 4096
        - L2 hit rate 61%
        """,
    "matmul-l2-swizzle-2025-02-10.md": """\
        # L2 swizzle for the tiled matmul
        **Date:** 2025-02-10
        ## Results
        - GROUP_M=8: 226 TFLOPS at 4096
        - L2 hit rate 83%
        """,
    "rmsnorm-warp-shuffle-2025-02-18.md": """\
        # RMSNorm reduction with warp shuffles
        **Date:** 2025-02-18
        ## Objective
        Replace the tree in shared memory by shuffles.
        ## What worked
        - no bank conflicts are left; 1.2x faster at hidden size 4096
        """,
    "unsloth/llama3_8b_lora_rank_sweep.md": """\
        # Llama-3 8B: LoRA rank sweep
        **Date:** 2025-03-01
        ## Setup
        - GPU: A100 40GB, Unsloth, 4-bit base model
        ## Results
        | rank | eval loss | peak memory |
        |---|---|---|
        | 8 | 1.31 | 17.2 GB |
        | 64 | 1.19 | 21.0 GB |
        """,
    "unsloth/llama3_8b_quantisation.md": """\
        # Llama-3 8B in 4-bit against 8-bit
        **Date:** 2025-03-04
        ## Setup
        - bitsandbytes nf4 and int8, LoRA rank 16
        ## Results
        - int8 needs 4.3 GB more and gains 0.01 in loss
        """,
    "unsloth/mistral_7b_long_context_oom.md": """\
        # Mistral 7B runs out of memory at 16k tokens
        **Date:** 2025-03-04
        ## Problem
        CUDA OOM in the first backward pass at sequence length 16384.
        ## Fix
        Unsloth's gradient checkpointing: 38.1 GB -> 23.4 GB.
        """,
    "unsloth/gemma2-chat-template-2025-03-11.md": """\
        # Gemma-2 never stops: the chat template drops EOS
        **Date:** 2025-03-11
        ## Problem
        Generations run to the limit.
        ## Fix
        Add the end token in the template's loop.
        """,
    "unsloth/throughput-padding-free-2025-03-11.csv": """\
        batching,tokens_per_second,padding_share
        padded,5100,0.43
        padding-free,8700,0.0
        """,
}

_LOG = """\
    # Experiment Log

    <!-- New entries go above this line -->

    ## 2025-03-05 — Flash-decoding spike

    **Type:** Observation
    **General description:** A two-hour test of split-k decoding on one H100.

    - 1.9x at batch 1, nothing at batch 32

    ## 2025-03-04 — Long context

    **Type:** Observation

    The Mistral run out of memory at 16k tokens goes with benchmark_results/unsloth/mistral_7b_long_context_oom.md.

    ## 2025-02-18 — Retrospective: warp shuffles

    **Type:** Retrospective

    Reductions in RMSNorm use shuffles from now on.

    ## 2025-02-18 — New keyboard

    **Type:** Observation

    The office has a new keyboard.
    """


@pytest.fixture(scope="session")
def lab() -> Repository:
    """The lab's repository."""
    layout = Layout(".codex/skills", ".codex/skills/registry.json", FOLDER, LOG, "", "")
    domain = Domain("cuda", "CUDA", "{operation}-{optimization}", Vocabulary())
    reports = tuple(read_report(f"{FOLDER}/{path}", dedent(text).encode()) for path, text in sorted(_REPORTS.items()))
    return Repository(layout, Registry(layout.registry, ""), domain, reports, read_log(LOG, dedent(_LOG)))
