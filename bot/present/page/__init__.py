"""A plan as one self-contained page: summary, charts, each file rendered and as a diff, every number beside its source."""
