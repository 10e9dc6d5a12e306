"""Keys, tokens and passwords: found by gitleaks' rules, and kept out of everything that is written or posted."""
