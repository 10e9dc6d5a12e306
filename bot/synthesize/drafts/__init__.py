"""The texts that a retrospective proposes, as drafts with sources."""
