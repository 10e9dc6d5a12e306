"""Plans, selections and facts as text: for a terminal, as markdown, as JSON, as a patch. Pure functions."""
