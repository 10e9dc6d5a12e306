"""The domains as data files, and how they are loaded."""
