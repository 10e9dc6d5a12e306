"""What deserves a skill, under which name, and which existing skill owns it."""
