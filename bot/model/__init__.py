"""The words of the field as frozen values: reports, facts, log entries, repositories, drafts and plans."""
