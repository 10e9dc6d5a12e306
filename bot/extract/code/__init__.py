"""Values in code blocks: configuration, commands, logs and printed tables."""
