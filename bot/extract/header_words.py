"""Words of table headers, in lower case and singular, by what a column with such a header holds."""

from __future__ import annotations

from collections.abc import Sequence

from bot.extract.word_sets import word_set

SYMPTOM = word_set("issue problem error symptom bug failure crash blocker pitfall 问题 错误 症状 现象 문제 오류 lỗi")
REMEDY = word_set("cause fix solution resolution workaround remedy mitigation 原因 解决 修复 원인 해결 khắc")
SETTING = word_set("parameter param hyperparameter flag argument arg knob 参数 超参数 파라미터 하이퍼파라미터")
CONFIGURATION = word_set("setting config configuration option variable field property 配置 设置 설정")
MEASURE = word_set("metric measure measurement statistic kpi indicator benchmark quantity 指标 度量 지표 측정")
ATTEMPT = word_set(
    """tried attempt change experiment exp approach hypothesis idea variant iteration intervention
    尝试 改动 实验 시도 실험"""
)
DECIDED = word_set(
    """keep kept revert reverted discard discarded rejected accepted dropped adopted abandoned worked failed
    保留 放弃 回退 유지 폐기"""
)
LATER = word_set("todo priority owner eta deadline milestone planned due 优先级 负责人 计划 우선순위 담당")
FILE = word_set("file path artifact link url document 文件 路径 파일 경로 tệp")
VALUE = word_set("value 值 数值 取值 값 수치 giá trị")
OUTCOME = VALUE | word_set("result number measured setting choice default 结果 결과")
NAME = word_set("item name key attribute component aspect 项目 项 名称 항목 이름 mục thông") | MEASURE | SETTING
NOTES = word_set("note comment remark description explanation reason source why meaning 备注 说明 비고 설명 ghi")
IDENTIFIER = word_set(
    "id parent job link url log file path commit hash sha wandb artifact date timestamp slurm when output"
)
STATE = word_set("status state phase outcome verdict decision result 状态 상태 trạng")
SIDE = word_set(
    """baseline final before after old new reference control ours original current proposed patched candidate tuned
    基线 之前 之后 优化前 优化后 이전 이후 trước sau"""
)
"""Headers of two runs that are compared: what stands below them is the same quantity twice."""


_MADE = word_set("approach version method code kernel implementation impl run result")


def compares_sides(header: Sequence[frozenset[str]]) -> bool:
    """Say whether a header (the words of each cell) sets runs against each other: `| | Before | After |`."""
    return sum(bool(words & SIDE) and words <= SIDE | _MADE for words in header[1:]) > 1
