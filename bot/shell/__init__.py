"""The outside world: files, git and GitHub. Nothing in the core imports from here."""
