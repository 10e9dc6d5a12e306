"""Talking with people in threads: what they ask, what was decided before, and what the bot answers; no input or output."""
