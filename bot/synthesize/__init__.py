"""From facts to drafts: decide what deserves a skill, which skill owns it, and what to say."""
