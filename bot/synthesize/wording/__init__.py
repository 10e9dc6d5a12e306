"""Words, spelling and numbers of texts, and how two texts are compared."""
