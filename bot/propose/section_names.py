"""What a skill's section is for, told from its heading, in the words that teams use."""

from __future__ import annotations

import re
from enum import StrEnum


class Part(StrEnum):
    """The parts of a result skill, in the order in which they stand where nobody says otherwise."""

    GENERAL = "General Description"
    APPLY = "When to Apply"
    AVOID = "When Not to Apply"
    RESULTS = "Results Summary"
    SCOPE = "Scope"
    PRACTICE = "Recommended Practice"
    FAILURES = "Failure Modes"
    CONFIGURATION = "Configuration"
    REFERENCES = "References"
    OTHER = ""


_PHRASES: tuple[tuple[Part, str], ...] = (
    (Part.AVOID, "when not to|do not use|don't use|do not apply|not applicable|when to avoid|不适用|사용하지"),
    (Part.APPLY, "when to|use when|use this|applicability|applies to|triggers?|use cases?|适用|何时使用|사용 시기|khi nào"),
    (
        Part.FAILURES,
        "failure modes?|failures?|failed|pitfalls?|gotchas?|anti-patterns?|did not work|didn't work|does not work|mistakes"
        "|known issues|what to avoid|warnings|失败|陷阱|실패|thất bại",
    ),
    (
        Part.CONFIGURATION,
        "configurations?|configs?|hyperparameters?|copy-paste|parameters|settings|配置|설정|cấu hình",
    ),
    (Part.SCOPE, "scope|holds for|validity|limits|limitations|assumptions|applies under|适用范围|局限|한계|giới hạn"),
    (Part.REFERENCES, "references?|related|links|sources?|see also|provenance|further reading|参考|참고|tham khảo"),
    (
        Part.PRACTICE,
        "recommended|recommendations?|best practices?|practices?|what to do|procedure|guidelines?|guidance|how to apply"
        "|how to use|what worked|recipe|instructions|playbook|建议|推荐|권장|khuyến nghị",
    ),
    (
        Part.RESULTS,
        "results?|measurements?|metrics|benchmarks?|findings?|evidence|numbers|performance|observations?|结果|결과|kết quả",
    ),
)
_WHOLE: dict[str, Part] = {
    **dict.fromkeys(("description", "general description", "overview", "summary", "context", "background"), Part.GENERAL),
    **dict.fromkeys(("introduction", "about", "purpose", "tl;dr", "tldr", "what this is", "motivation"), Part.GENERAL),
    **dict.fromkeys(("概述", "简介", "总体描述", "개요", "설명", "tổng quan", "mô tả"), Part.GENERAL),
    **dict.fromkeys(("steps", "usage", "workflow"), Part.PRACTICE),
}
_NUMBERING = re.compile(r"^(?:\W|\d+[.)])+")


def part_of(heading: str) -> Part:
    """Return the part that a section with this heading is."""
    text = _NUMBERING.sub("", heading.lower()).strip(" :*_#")
    if text in _WHOLE:
        return _WHOLE[text]
    for part, phrases in _PHRASES:
        if re.search(rf"(?<!\w)(?:{phrases})(?!\w)" if text.isascii() else phrases, text):
            return part
    return Part.OTHER
