"""Words that say nothing of a subject, and words of documents and headings rather than of what they are about."""

from __future__ import annotations

_EMPTY = """
a about above across after again against all almost alone along already also although always am among an and any are
around as at away back be because been before being below best better between both but by can cannot case come could
current currently did do does doing done down due during each either else enough even ever every few first for from
further get gets give given go goes got had has have having here how however if in into is it its itself just keep
kept last later least less let like made main make makes many may me more most much must near need needed needs
neither never new next no none nor not now of off often old on once one only onto or other others our out over own per
put rather really same second see seen several shall she should show shown shows since so some still such take taken
than that the their them then there these they thing this those though three through thus to together too toward two
under until up upon us use used uses using usual usually very via was way we well went were what when where whether
which while who whole whose why will with within without would yes yet you your
"""

_GENRE = """
ab ablation ablations analysis attempt attempts baseline benchmark benchmarks check checks compare compared comparison
conclusion cycle date decision details detected diagnosis docs done entry eval evaluation exercise experiment
experiments exploration final finding findings fix fixed fixes followup found full general initial insight insights
investigation iteration key lesson lessons log logs measured measurement note notes observation observed outcome
performance phase plan progress quick ran report reports result results retrospective review round rule rules run runs
set setup short study summary sweep test tested testing tests training trial update updated validate validated
validating validation verdict verification verified verify version vs week work
"""

_SECTION = """
tl dr tldr nutshell action actions actual affected after aggregate aggregated alone analyses appendix appropriate
artifact artifacts attempted background before behavior body candidate cause causes caveat caveats change changed
changes command commands comment comments comparison conclusion conclusions config configs configuration confirm
confirmed consequence consequences consideration considerations context contributing current decisions definition
description detail diagnostic diagnostics discussion effect encountered environment error errors evidence executive
expected explanation fail failed fails failure failures file files final follow following general goal goals highlight
highlights how hypotheses hypothesis identified immediate implementation implemented implication implications
important improvement interpretation interpretations issue issues keep kept known learned learnt lesson limitation
limitations list made method metric metrics miscellaneous motivation new next objective objectives open outcomes
output outputs overview patch patched planned point points possible practical practice practices problem problems
proposed purpose question questions reading reason reasons recommendation recommendations recommended reference
references related relevant remaining required requirement requirements resolution risk risks root section setting
settings shared skill skills snapshot solution solutions status step steps success successes suggested summary symptom
symptoms table takeaway takeaways target tasks todo tried troubleshooting type work workaround worked works
"""

_SKILL_GENRE = """
advice best checklist contract diagnosis gate guard guardrail guardrails guide guideline guidelines optimal pattern
patterns pitfall pitfalls playbook practice protocol recipe recipes resilience safety screen skill strategy technique
tips triage troubleshooting tuning validation workflow
"""

_REPORTING = """
added aligned aware blocked built closed completed confirmed consolidated converted created cut delivered diagnosed
directly documented early enabled exact explained explored extended fails faster fell happen happening happens
hardened healthy identified implemented improved increased keeps kept late lose loses losing lowered makes making
measured migrated missed moved noticed observed outperformed plain ported prepared profiled promoted ran reached ready
reduced refactored remain remains removed repaired replaced rerun rose safe satisfied sensible sharply slower stable
stay stays strong switched tuned underperformed weak wrote
"""

EMPTY_WORDS = frozenset(_EMPTY.split())
"""Words that say nothing of a subject."""

GENRE_WORDS = frozenset(_GENRE.split())
"""Words that name a kind of document or of work (`report`, `sweep`) rather than its subject."""

SECTION_WORDS = frozenset(_SECTION.split())
"""Words of which headings are made that name the role of a section (`what failed`, `key insights`)."""

SKILL_GENRE_WORDS = frozenset(_SKILL_GENRE.split())
"""Words in names of skills that say what kind of advice it is (`recipe`, `guardrails`), not what it is about."""

REPORTING_VERBS = frozenset(_REPORTING.split())
"""Verbs and qualities with which a title tells what was done or found (`confirmed`, `stable`)."""

LEANING_WORDS = frozenset(
    "and or the a an of with than because to for by from in at on but is are was were due via as into".split()
)
"""Words that need another one behind them: a text that ends in one is cut off."""
