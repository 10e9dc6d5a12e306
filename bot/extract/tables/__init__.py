"""What a table is, and the facts in its cells."""
