"""Fuzzing: what has to hold for any input, and coverage-guided targets that look for an input for which it does not."""
