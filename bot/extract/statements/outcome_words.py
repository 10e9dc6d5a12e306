"""The words that tell of success and failure: general words of the field, as data."""

from __future__ import annotations

# GOOD and BAD speak for themselves; a DEED only where it is denied ("did not help"); NOT turns them round. TROUBLE is bad
# unless DONE, UNDO, AVERT or DOWN take it away ("fixed the leak"), or TOPIC only speaks of it ("the slowdown"). UP and DOWN
# count beside something that should be high (GAIN) or low (COST). BUT and THOUGH part clauses; MAYBE and AIM suppose only.
OUTCOME_PHRASES: dict[str, str] = {
    "good": """improve|improves|improved|improving|improvement|improvements|faster|speedup|speedups|speed up|sped up
        accelerate|accelerates|accelerated|accelerating|acceleration|accelerations|match|matches|matched|identical to
        identical output|identical outputs|are identical|is identical|numerically identical|bit identical
        pass|passes|passed|succeed|succeeds|succeeded|succeeding|success|successes|successful
        successfully|works|worked|completed|cleanly|beat|beats|outperform|outperforms|outperformed|outperforming|wins
        winner|win|best|better|optimal|achieve|achieves|achieved|recovered|recovers|preserved|preserves|validated
        verified|confirmed|confirms|stable|converged|converges|enough to|sufficient to|managed to|able to|fits|fit
        saves|saved|gain|gained|gains|doubled|doubles|halved|halves|nearly perfect|perfect|correct|benefits|benefit
        helps|helped|reproducible|bitwise|on par|net positive|promoted|enables|satisfied|robust|healthy
        survive|survives|production viable|production ready|state of the art|cleanest|fastest|cải thiện|nhanh hơn
        thành công|tốt hơn|ổn định|hội tụ|tốt nhất|vượt trội|提升|提高|改善|更快|加速|成功|有效|最佳|最好|优于|更好
        稳定|收敛|通过|解决了|充分利用|향상|개선|성공|빠르|빨라|최고|상승|효과적|안정|수렴|통과|해결|cost effective
        highest performance|highest accuracy|highest score|highest reward|highest throughput
        highly effective|was effective|is effective|fully effective|verified ok|all pass|now works|as fast as|allows
        allowed|unlocks|unlocked|sweet spot|lossless|for free|now fits|now runs|now loads|scales linearly|amortizes
        amortized""",
    "bad": """died|fail|fails|failed|failing|crash|crashes|crashed|oomed|timed out|diverge|diverged|diverges|regressed
        regresses|slower|slow|slows|slowed|worse|worsen|worsens|worsened|worst|degrades|degraded|degrade|not worth
        unstable|collapse|collapsed|collapses|explode|explodes|exploded|overfits|overfitting|underfits|underfitting
        hangs|hung|stalled|deadlocks|deadlocked|incompatible|unsupported|not supported|broken|breaks|breaking|broke
        incorrect|wrong|corrupt|corrupts|corrupted|hurts|hurt|harms|harmed|no effect|ineffective|insufficient|loses
        lost|underperform|underperforms|underperformed|underperforming|too slow|too expensive|too large|too big
        too small|missed|little effect|reverted|revert|abandoned|rejected|discarded|dropped the|no longer|backfired
        dead end|killed|wasted|wastes|unused|underutilized|underutilised|underutilization|underutilisation
        underutilizes|underutilises|bottlenecked|incoherent|misses|suboptimal|prohibitive|catastrophic|still behind
        still open|not reached|unreachable|destroyed|destroys|inferior|outweigh|outweighs|outweighed|outweighing
        diminishing|negligible|marginal|steep cost|invalidates|không cải thiện|thất bại|chậm hơn|kém hơn
        tệ hơn|hết bộ nhớ|không hiệu quả|không ổn định|quá khớp|没有提升|未提升|没有改善|失败|更慢|变慢|下降|无效
        不稳定|发散|报错|崩溃|显存不足|内存不足|不支持|未充分利用|无法|最糟糕|最差|空置|退化|过慢|过拟合|性能损失|실패
        하락|저하|느려|느림|느리|떨어|발산|메모리 부족|불가능|미스매치|불일치|악화|개선되지|향상되지|지원하지 않|손해
        not the main|not the primary|not the right|not the bottleneck|never reached|not cost effective|no learning
        declined|won't pay off|not pay off|doesn't pay off|didn't pay off|not the lever|exceeded the limit|interfere
        interferes|conflicts with|cancel each other|cancel out|destabilizes|damages|damaged|far behind|still weak
        red flag|red flags|not reduce|not fix|not solve|not resolve|not prevent|not eliminate|not mitigate
        falsified|refuted|disproved|not confirmed|backfires|misleading|unreliable
        achieved 0 success|achieved 0|achieves 0|completely failed|failed completely
        no meaningful|unusable|useless|degenerate|garbled|gibberish|stuck
        0 speedup|0 speed up|0 improvement|0 gain|0 gains|exceeds acceptable|exceeds the acceptable|exceeds tolerance
        exceeds the tolerance|non cleanly|exceeds threshold|exceeds the threshold|exceeds the limit
        less stable|less accurate|less efficient|less effective|less reliable
        too weak|too much|too many|adds nothing|no value|not worth it|tiny|insignificant|disappears|vanishes|blocked""",
    "trouble": """sigsegv|sigabrt|sigkill|sigbus|segfault|segfaults|segfaulted|segmentation fault|core dump|core dumped
        oom|ooms|out of memory|outofmemory|outofmemoryerror|outofmemoryexception|timeout|timeouts|nan|nans
        divergence|regression|regressions|slowdown|slowdowns|degradation|instability|explosion|explosions|overfit
        underfit|hang|stall|stalls|deadlock|failure|failures|mismatch|mismatches|spill|spills|spilled|spilling
        spillage|spillover|bank conflicts|bank conflict|penalty|conflicts|memory leak|leaks|error|errors|exception
        exceptions|bug|bugs|noise|artifact|artefacts|corruption|bottleneck|bottlenecks|hallucination|hallucinations
        mode collapse|invalid|lỗi|오류|错误|verified oom""",
    "deed": """help|raise|work|improve|gain|fit|scale|converge|pass|reach|compose|transfer|generalize|generalise|recover
        match|beat|complete|finish|meet|learn|load|compile|support|rescue|close|justify|outperform|achieve|benefit
        preserve|produce|provide|enough|usable|viable|feasible|possible|ready|available|hold|keep up|exact match|exact""",
    "not": """not|no|never|without|nor|neither|cannot|can't|didn't|doesn't|don't|isn't|wasn't|aren't|weren't|won't
        couldn't|haven't|hasn't|zero|hardly|barely|scarcely|failed to|fails to|fail to|unable to|nothing|lack of|lacks
        none|unlikely to|instead of|rather than|không|chưa""",
    "done": """resolves|resolved|solved|solves|cured|patched|unblocks|unblocked|recovers from|recovered from|fixed the
        fixed a|fixed by|fixed from|fixed in|fixed with|was fixed|is fixed|are fixed|now fixed|got fixed|fixed it
        fixed an|fixed this|fixed all|fixed both|fixed several|fixed two|fixed three|fixed 2|fixed 3|fixed 4|fixed 5""",
    "undo": """fixing|resolving|eliminate|eliminating|remove|removing|mitigate|mitigates|mitigated|mitigating
        mitigation|mitigations|eliminates|eliminated|removed|removes|bypasses|bypassed|cleared|clears|hides|hid""",
    "avert": """prevent|prevents|prevented|preventing|avoid|avoids|avoided|avoiding|tránh|ngăn""",
    "neutral": """all completed|the completed|the confirmed|the fixed|the improved|the validated|the verified
        the promoted|the matched|each completed|both completed|best of|best safe|at best|best practice|best effort
        time limit|memory limit|time budget|memory budget|first pass|second pass|third pass|forward pass|backward pass
        1st pass|2nd pass|3rd pass|single pass|one pass|two passes|three passes|2 passes|3 passes|each pass|per pass
        success rate|success rates|success ratio|first success|max success|successes per|saved in|saved to|saved at|saved as
        only saved|saved 1|saved checkpoint|saved checkpoints|saved every
        0 spills|0 errors|0 failures|0 crashes|0 regressions|0 bank conflicts|0 register spills
        conflict free|bank conflict free|achieved occupancy|achieved active|and achieved|achieved bandwidth
        saved under|non collapsed|non degenerate|non divergent|can achieve|may achieve|possible to achieve
        mean absolute error|absolute error|mean squared error|squared error|relative error|max error|maximum error
        error rate|error rates|error bound|error bounds|error bar|error bars
        error pattern|error patterns|error analysis|error breakdown|failure analysis|failure modes|instability threshold
        smaller batch|smaller batches|smaller batch size|smaller batch sizes|larger batch|larger batches|larger batch size
        larger batch sizes|lower learning rate|higher learning rate|lower lr|higher lr|more steps|more epochs|what worked
        what works|best validation|best checkpoint|best alignment|best epoch|best step|best known|best case""",
    "topic": """the|this|that|these|those|each|any""",
    "up": """increase|increases|increased|increasing|higher|rises|rose|risen|grew|grows|grown|more|raised|raises
        raising|jumped|jumps|climbed|up from|costs|adds|larger|bigger|greater|exceeds|boosted|boosts""",
    "down": """fall|falling
        reduce|reduces|reduced|reducing|reduction|decrease|decreases|decreased|decreasing|lower|lowers|lowered
        drop|drops|dropped|dropping|cut|cuts|fell|falls|fallen|shrank|shrinks|fewer|less|smaller|down from|down to""",
    "cost": """memory|vram|latency|time|wall clock|overhead|loss|losses|perplexity|cost|costs|launches|launch
        transactions|footprint|ttft|runtime|duration|elapsed|variance|risk|registers|traffic|diff|gap|dependency
        dependencies|allocations""",
    "gain": """throughput|accuracy|tps|bandwidth|tflops|gflops|utilization|utilisation|occupancy|batch|score|scores
        reward|rewards|speed|performance|quality|recall|precision|f1|bleu|mfu|context|capacity|parallelism|headroom
        selectivity""",
    "but": """but|however|yet|unfortunately|nevertheless|nonetheless|still|하지만|그러나|했으나|但|但是|然而|不过|nhưng
        tuy nhiên""",
    "because": "because|since|due to|owing to|caused by|thanks to|vì|bởi vì|因为|由于",
    "though": "although|though|even though|despite|in spite of|whereas|while|unlike|mặc dù|虽然|尽管|비록",
    "maybe": """would|could|may|might|should|whether|if|expect|expected|expects|hope|hoped|hypothesis|aim|aims|goal
        target|in order to|plan|plans|planned|try|trying|attempted
        attempts to|attempt to|intended|unless|until|for better|must|need|needs|want
        likely to|designed to|each time|every time|whenever|to verify|to check|to confirm|to ensure|make sure|future
        as far as i know|looks like a|look like a|on paper
        will show|will improve|will help|will give|will reduce|will produce|기대|예상|预期|希望|可能|nếu""",
    "aim": "to|for",
}
