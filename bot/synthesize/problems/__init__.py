"""What failed and what was solved: failure modes, problems and their causes."""
