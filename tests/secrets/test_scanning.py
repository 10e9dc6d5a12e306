"""What is taken for a secret and what is not: ids, hashes and words of the field never are."""

from __future__ import annotations

import pytest

from bot.secrets.scanning import NAMED, is_secret_value, secrets_in
from tests.growth import is_in_proportion
from tests.secrets.samples import SECRETS

NO_SECRETS = """
max_tokens=16384 and pad_token = eos_token
bos_token: 128000000, pad_token: <|finetune_right_pad_id|>, eos_token: "<|im_end|>"
token throughput 15432 tokens/s, 12.5 ms/token: 99.5%
secret: none_of_them
commit 8f14e45fceea167a5a36dedd4bea2543a1b2c3d4, base 8f14e45
md5: 9e107d9d372bb6826bd81d3542a419d6, sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
checkpoint-1500, step_0015000.safetensors, run id 3kx9v2qp, wandb: rosy-sunset-42, run-20250312_141503-3kx9v2qp
linear: 9e107d9d372bb6826bd81d3542a419d6, tokenizer: meta-llama/Llama-3.1-8B-Instruct, key: layers.0.q_proj.lora_A
job 4b1d2e3f, uuid 123e4567-e89b-12d3-a456-426614174000, v1.0-rc2, sk-learn, hf_transfer, npm_config, ey
api_key=$OPENAI_API_KEY password: ${PASSWORD} token: {{ secrets.GITHUB_TOKEN }} access_token=your-token-123
hf_token: ~/.cache/huggingface/token auth_token: /run/secrets/auth-1 api_key: ******** password = <password1>
primary_key: run_0001_seed_42, cache_key=llama3-8b-bf16-tp8, key metric: 66.54%, best token count 128k-context
"""


@pytest.mark.parametrize("line", NO_SECRETS.strip().split("\n"))
def test_words_ids_hashes_and_numbers_of_the_field_are_none(line: str) -> None:
    assert secrets_in(line) == ()


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_a_key_is_found_where_it_stands_by_the_rule_for_its_kind(secret: str) -> None:
    (found,) = secrets_in(f"text before {secret}, text behind")

    assert (found.start, found.end) == (12, 12 + len(secret))
    assert found.rule != NAMED


def test_a_setting_is_a_secret_by_its_name_and_a_value_that_nobody_would_say() -> None:
    assert is_secret_value("wandb_api_key", "0f1e2d3c4b5a6978")
    assert is_secret_value("`hf-token`", "q8Zr2kLm9")
    assert not is_secret_value("learning_rate", "0f1e2d3c4b5a6978")
    assert not is_secret_value("max_token", "0f1e2d3c4b5a6978")
    assert not is_secret_value("password", "required")
    assert not is_secret_value("password", "q8Zr2kL"), "too short"
    assert not is_secret_value("password", "aaaa1111"), "a pattern"


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "_",
        "token=",
        "--hf-token ",
        "-----BEGIN RSA PRIVATE KEY-----\n",
        "eyJ",
        "xoxb-1-",
        "bearer ",
        "sk_live_",
        "key: ",
    ],
)
def test_time_grows_with_size_and_no_faster(piece: str) -> None:
    assert is_in_proportion(secrets_in, lambda size: piece * (size // len(piece)), 20_000)
