"""Values out of code blocks."""

from __future__ import annotations

from collections.abc import Callable

from bot.model.fact import Fact

Named = Callable[..., list[str]]


def fenced(language: str, text: str, heading: str = "Configuration") -> str:
    return f"## {heading}\n\n```{language}\n{text}```\n"


def test_yaml_settings_have_dotted_names_and_their_own_lines(values: Callable[..., list[Fact]]) -> None:
    text = fenced(
        "yaml", "model: org/tiny\ntraining:\n  lr: 3e-4  # peak\n  betas: [0.9, 0.95]\ntargets:\n  - q_proj\n  - v_proj\n"
    )

    assert [(fact.kind, fact.name, fact.value, fact.lines) for fact in values(text)] == [
        ("setup", "model", "org/tiny", (4, 4)),
        ("parameter", "training.lr", "3e-4", (6, 6)),
        ("parameter", "training.betas", "[0.9, 0.95]", (7, 7)),
        ("parameter", "targets", "q_proj v_proj", (8, 10)),
    ]


def test_json_settings_and_results(named: Named) -> None:
    assert named(fenced("json", '{\n  "batch_size": 32,\n  "optim": "adamw"\n}\n')) == [
        "parameter batch_size = 32",
        "parameter optim = adamw",
    ]
    assert named(fenced("json", '{"accuracy": 0.91}\n', "Results")) == ["metric accuracy = 0.91 @ Results"]


def test_toml_settings_carry_their_table(named: Named) -> None:
    assert named(fenced("toml", "[train]\nlr = 1e-4\nname = 'a'\n")) == [
        "parameter train.lr = 1e-4",
        "parameter train.name = a",
    ]


def test_python_settings_are_literals(named: Named) -> None:
    text = "args = TrainingArguments(\n    learning_rate=2e-4,\n    num_train_epochs=3,\n    output=path,\n)\n"

    assert named(fenced("python", text), "unsloth") == ["parameter learning_rate = 2e-4", "parameter num_train_epochs = 3"]


def test_code_that_computes_holds_no_settings(named: Named) -> None:
    text = (
        "import torch\nscaled = loss / steps\nfor step in range(10):\n    total = 0\n"
        "    scaled.backward()\n    run(total)\n"
    )

    assert named(fenced("python", text, "Implementation details")) == []


def test_defaults_in_code_are_settings(named: Named) -> None:
    text = 'clip = float(os.environ.get("CLIP_NORM", "1.0"))\nparser.add_argument("--lr", type=float, default=1e-4)\n'

    assert named(fenced("python", text)) == ["parameter CLIP_NORM = 1.0", "parameter lr = 1e-4"]


def test_a_command_is_setup_and_its_flags_are_parameters(values: Callable[..., list[Fact]]) -> None:
    text = fenced("bash", "cd repo\npython train.py \\\n  --batch_size 16 \\\n  --bf16\n", "Command")

    assert [(fact.kind, fact.name, fact.value, fact.lines) for fact in values(text)] == [
        ("setup", "command", "python train.py --batch_size 16 --bf16", (5, 7)),
        ("parameter", "batch_size", "16", (6, 6)),
        ("parameter", "bf16", "--bf16", (7, 7)),
    ]


def test_a_long_command_is_told_by_its_script(named: Named) -> None:
    long = "/data/" + "x" * 160

    assert named(fenced("bash", f"python eval/run.py --checkpoint {long}\n"))[0] == "setup script = eval/run.py"


def test_exported_variables_are_parameters(named: Named) -> None:
    assert named(fenced("bash", "export TEMPERATURE=0.8   # more diverse\nexport PATH=/usr/bin\nMAX_LEN=512\n")) == [
        "parameter TEMPERATURE = 0.8",
        "parameter MAX_LEN = 512",
    ]


def test_a_log_gives_metrics_at_their_step(named: Named) -> None:
    text = "step 100 loss 2.43 lr 1e-4\n[Epoch 2] grad=0.51 reward=0.20\nthroughput: 12.5 samples/s\n"

    assert named(fenced("", text, "Training log")) == [
        "metric loss = 2.43 @ step 100",
        "metric grad = 0.51 @ epoch 2",
        "metric reward = 0.20 @ epoch 2",
        "metric throughput = 12.5 samples/s @ Training log",
    ]


def test_of_a_long_log_the_first_and_the_last_line_are_read(named: Named) -> None:
    lines = "".join(f"step {number} loss 2.{100 + number}\n" for number in range(1, 90))

    assert named(fenced("text", lines, "Log")) == ["metric loss = 2.101 @ step 1", "metric loss = 2.189 @ step 89"]


def test_source_code_without_a_language_is_no_log(named: Named) -> None:
    assert named(fenced("", "for (int i = 0; i < 4; i++) {\n  loss = 2.5;\n}\n", "Log")) == []


def test_a_printed_table_is_a_table(named: Named) -> None:
    text = "      size     Triton      Torch\n0   4096.0    11.3778     9.6000\n1   8192.0    23.8140    22.1000\n"

    assert named(fenced("", text, "Throughput GB/s"), "cuda") == [
        "metric Triton = 11.3778 @ size 4096.0",
        "metric Torch = 9.6000 @ size 4096.0",
        "metric Triton = 23.8140 @ size 8192.0",
        "metric Torch = 22.1000 @ size 8192.0",
    ]


def test_plans_are_not_read(named: Named) -> None:
    assert named(fenced("yaml", "lr: 1e-4\n", "Next steps")) == []


def test_a_profiler_prints_name_unit_and_value(named: Named) -> None:
    text = "dram__throughput.pct        %        91.20\nlaunch__registers     register        40\n"

    assert named(fenced("", text, "Profiling"), "cuda") == [
        "metric dram__throughput.pct = 91.20 @ Profiling",
        "metric launch__registers = 40 @ Profiling",
    ]


def test_arithmetic_is_no_log(named: Named) -> None:
    assert named(fenced("", "gradient = 99,990 × 0.80 = 79,992\n", "Why")) == []


def test_a_printed_dictionary_is_a_log_line(named: Named) -> None:
    text = "{'loss': 0.8123, 'grad_norm': 0.44, 'learning_rate': 1.2e-06, 'epoch': 2.98}\n"

    assert named(fenced("", text, "Log")) == ["metric loss = 0.8123 @ epoch 2.98", "metric grad_norm = 0.44 @ epoch 2.98"]


def test_a_printed_table_in_long_form_names_the_metric_in_its_rows(named: Named) -> None:
    text = (
        "| Tasks |n-shot| Metric    |  |Value|\n|-------|-----:|-----------|--|----:|\n"
        "|gsm8k  |     5|exact_match|↑ |0.462|\n|arc    |     5|acc        |↑ |0.514|\n"
    )

    assert [line for line in named(fenced("", text, "Eval")) if line.startswith("metric")] == [
        "metric exact_match = 0.462 @ gsm8k",
        "metric acc = 0.514 @ arc",
    ]


def test_what_came_of_it_is_no_setting_of_the_best_configuration(named: Named) -> None:
    text = '{\n  "actor_lr": 0.001,\n  "avg_success_rate": 33.0,\n  "verdict": "equal rates win"\n}\n'

    assert named(fenced("json", text, "Best Configuration")) == [
        "parameter actor_lr = 0.001",
        "metric avg_success_rate = 33.0 @ Best Configuration",
    ]


def test_dates_of_the_front_matter_are_no_settings(named: Named) -> None:
    assert named(fenced("yaml", "started: 2026-01-21\nconcluded: today\nseed: 7\n")) == ["parameter seed = 7"]


def test_a_coefficient_of_the_loss_is_a_setting(named: Named) -> None:
    assert named(fenced("python", "LR = 3e-4\nVALUE_LOSS_COEF = 0.5\n", "Notes on the run")) == [
        "parameter LR = 3e-4",
        "parameter VALUE_LOSS_COEF = 0.5",
    ]


def test_a_name_in_a_log_is_its_quantity_without_the_words_around_it(named: Named) -> None:
    assert named(fenced("", "it fell fast but eval loss is around 1.5\n", "Run")) == ["metric eval loss = 1.5 @ Run"]


def test_an_expected_log_measures_nothing(named: Named) -> None:
    assert named("## Expected output\n\n```\nstep 10 loss: 2.27\n```\n") == []


def test_a_number_in_an_expression_is_no_reading(named: Named) -> None:
    assert named("## Reward\n\n```\nlength = len(q)\nreward = 2 - length/16\n```\n") == []
    assert named("## Log\n\n```\nreward = 2.5 - accuracy: 0.91\n```\n") == [
        "metric reward = 2.5 @ Log",
        "metric accuracy = 0.91 @ Log",
    ]


def test_what_a_command_printed_belongs_to_the_run_that_its_line_names(named: Named) -> None:
    lines = (
        "./gemm -n 4",
        "Running with M=64, N=64",
        "TEST: naive_f32  :  257.2 ms,  0.53 TFLOPS",
        "# done in 5 s, 3 GB/s",
    )
    assert [
        line for line in named(fenced("bash", "\n".join([*lines, ""]), "Results"), "cuda") if line.startswith("metric")
    ] == [
        "metric latency = 257.2 ms @ M=64, N=64, naive_f32",
        "metric throughput = 0.53 TFLOPS @ M=64, N=64, naive_f32",
    ]


def test_a_log_names_its_case_above_its_lines(named: Named) -> None:
    log = "[Size: 512x512]\n  Triton: 0.031 ms, 8.71 TFLOPS\n[Size: 64x64]\n  Triton: 0.01 ms, 2.71 TFLOPS\n"
    assert {line.partition(" @ ")[2] for line in named(fenced("", log, "Results"), "cuda")} == {
        "Size: 512x512, Triton",
        "Size: 64x64, Triton",
    }


def test_what_was_printed_is_read_in_a_fence_without_a_language_too(named: Named) -> None:
    text = "./gemm -n 4\nnaive_f32  :  257.2 ms,  0.53 TFLOPS\n"
    assert named(fenced("", text, "Results"), "cuda")[-1] == "metric throughput = 0.53 TFLOPS @ naive_f32"
