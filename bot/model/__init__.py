"""The words of the field as frozen values: reports, facts, log entries, repositories, drafts and plans."""

# No module here imports annotations from __future__: of a record whose annotations are strings, typing compiles each one
# while the program starts.
