"""The evidence of a retrospective: reports and log entries with their facts, statements and measurements."""
