"""The words of headings and labels that name the role of a section, as data."""

from __future__ import annotations

from bot.extract.context import SectionRole

# The words of a heading for each role, in the order in which they decide: "Failed runs" is about failures.
ROLE_PHRASES: tuple[tuple[SectionRole, str], ...] = (
    (
        SectionRole.QUESTIONS,
        """next step|next steps|next experiment|next experiments|next action|next actions|next work|next up|next test
        next tests|next run|next runs|next|future work|future step|future steps|future directions|future experiments
        future research|open question|open questions|open issues|open items|open problems|open ends
        remaining questions|remaining work|remaining issues|unresolved|follow ups|followup|followups|todo|todos
        remaining optimization|remaining optimizations|remaining opportunities|optimization opportunities
        further optimization|further optimizations|future optimization|future optimizations
        to do|still open|pending|outstanding|questions|what's next|to explore|to try|not yet implemented
        before publish|unknowns|roadmap|further work|ideas to try|short term|medium term|not tested|not yet tested
        untested|left to do|to consider|bước tiếp theo|hướng phát triển|câu hỏi|việc cần làm|công việc tiếp theo|下一步|后续
        後續|未来|待办|待辦|待解决|未解决|开放问题|遗留问题|接下来|다음 단계|향후|미해결|남은 과제|남은 작업|추후""",
    ),
    (
        SectionRole.FAILED,
        """didn't achieve|did not achieve|not achieved|couldn't achieve
        didn't work|did not work|doesn't work|does not work|don't work|not working|didn't help|did not help
        doesn't help|not helped|what failed|failed|bad|cons|downside|downsides|drawback|drawbacks|fails|failure
        failures|failure modes|dead end|dead ends|negative results|went wrong|unsuccessful|rejected|abandoned
        reverted|discarded|don't try again|do not try again|what did not improve|what didn't improve
        what did not yet improve|what did not yet work|what has not worked|what hasn't worked
        không hiệu quả|thất bại|không hoạt động|失败|失敗|无效|無效|没用|行不通|실패|효과 없""",
    ),
    (
        SectionRole.WORKED,
        """worked|what works|good|pros|upside|success|successes|successful|went well|what helped|helped|biggest changes
        impact changes|hiệu quả|thành công|成功|有效|奏效|성공|효과적""",
    ),
    (
        SectionRole.PROBLEMS,
        """issue|issues|problem|problems|error|errors|bug|bugs|troubleshooting|root cause|root causes|cause|causes
        symptom|symptoms|debugging|pitfall|pitfalls|gotcha|gotchas|challenge|challenges|obstacles|fix|fixes|fixed
        solution|solutions|resolution|remedy|mitigation|incident|incidents|crash|crashes|workaround|workarounds
        blocker|blockers|sự cố|lỗi|vấn đề|khắc phục|nguyên nhân|问题|問題|错误|錯誤|故障|报错|踩坑|修复|解决|原因
        문제|오류|에러|해결|버그""",
    ),
    (
        SectionRole.PRACTICES,
        """what i would do|what we would do|what i'd do|what we'd do|would do again|would do differently|what to keep
        recommended fixes|recommended changes|suggested fixes|suggested changes
        recommend|recommended|recommendation|recommendations|best practice|best practices|practice|practices
        decision|decisions|rule|rules|guideline|guidelines|guardrail|guardrails|advice|safeguard|safeguards
        key requirements|what to do|checklist|when to abandon|when to stop|when to use|when to avoid|action items
        actions|convention|conventions|khuyến nghị|quyết định|建议|建議|推荐|推薦|最佳实践|决定|권장|추천|결정""",
    ),
    (
        SectionRole.FINDINGS,
        """finding|findings|discovery|discoveries|insight|insights|interpretation|interpretations|conclusion
        conclusions|analysis|analyses|summary|discussion|observation|observations|observed|verdict|what we learned
        what happened|what we saw|what i saw|what we got|what came of it|what came out|what i found|what it means
        what this means|what we know|bottom line
        what we learnt|what we found|learned|learnings|explanation|diagnosis|reading|why|rationale|reasoning|tldr
        tl dr|caveat|caveats|limitation|limitations|implications|key points|key point|bottleneck|bottlenecks
        lesson|lessons|takeaway
        takeaways|kết luận|phân tích|nhận xét|bài học|tóm tắt|quan sát|结论|結論|分析|总结|總結|发现|發現|讨论|观察
        小结|教训|经验|解读|局限|결론|분석|요약|교훈|발견|관찰|해석|고찰|인사이트|한계""",
    ),
    (SectionRole.OTHER, "worked time|worked hours|note|notes|status|progress|메모|备注|ghi chú"),
    (
        SectionRole.FILES,
        """files|artifact|artifacts|references|reference|links|appendix|related files|related skills|related reports
        standing instructions|agent instructions|instructions for the agent|system prompt
        repository structure|acknowledgements|acknowledgments|citation|citations|bibliography|tài liệu tham khảo
        phụ lục|参考|參考|附录|附錄|文件|产物|참고|부록|파일""",
    ),
    (
        SectionRole.OBJECTIVE,
        """objective|objectives|targets|expected|expectation|expectations|should work|what|idea|ideas|goal|goals
        motivation|aim|aims|purpose|hypothesis|hypotheses|prediction|predictions|overview|background
        introduction|abstract|problem description
        success criteria|success criterion|acceptance criteria|expected results|expected result|expected outcome
        expected outcomes|expected improvement|expected improvements|expected performance
        target outcome|target outcomes|target result|target results|target metric|target metrics|target performance
        predicted outcome|predicted outcomes|predicted result|predicted results
        problem statement|mục tiêu|giới thiệu|目标|目標|目的|动机|背景|概述|简介|목표|목적|이유|동기|배경|개요""",
    ),
    (SectionRole.PLAN, "plan|plans|planned|proposal|milestone|milestones|schedule|kế hoạch|计划|計劃|방안|계획"),
    (
        SectionRole.RESULTS,
        """result|results|metric|metrics|measurement|measurements|benchmark|benchmarks|performance|evaluation
        evaluations|score|scores|outcome|outcomes|validation|verification|comparison|comparisons|throughput|latency
        profile|profiling|profiler|statistics|accuracy|loss|losses|kết quả|đánh giá|hiệu năng|结果|結果|性能|评测
        评估|指标|对比|测试|결과|성능|평가|지표|점수|비교""",
    ),
    (
        SectionRole.ATTEMPTS,
        """experiment|experiments|attempt|attempts|iteration|iterations|run|runs|trial|trials|ablation|ablations
        history|we tried|tried|approach|approaches|changes|timeline|phase|session|thử nghiệm|lần chạy|thí nghiệm
        实验|實驗|尝试|嘗試|迭代|运行记录|실험|시도""",
    ),
    (
        SectionRole.SETTINGS,
        """config|configs|configuration|configurations|hyperparameter|hyperparameters|hyper parameters|setting|settings
        parameter|parameters|recipe|recipes|launch shape|command|commands|arguments|flags|controlled|control variables
        what stays fixed|stays fixed|held fixed|kept fixed|fixed settings|fixed parameters|held constant|kept constant
        independent variable|independent variables|what you're changing|what changes|cấu hình|siêu tham số
        tham số|配置|超参数|超參數|参数|參數|설정|하이퍼파라미터|파라미터""",
    ),
    (
        SectionRole.SETUP,
        """setup|set up|environment|environments|hardware|software|data|dataset|datasets|model|models|architecture
        benchmark setup|evaluation setup|experiment setup|profiling setup|benchmark environment
        prerequisites|requirements|method|methods|methodology|implementation|algorithm|algorithms|context|task
        design|variations tested|variants tested|variants compared|configurations tested|configurations compared
        strategies tested|methods tested|methods compared|models tested|models compared|models evaluated|conditions tested
        môi trường|thiết lập|dữ liệu|mô hình|环境|環境|硬件|软件|数据|數據|模型|方法|实现|환경|하드웨어
        데이터|모델|방법|구현""",
    ),
)
