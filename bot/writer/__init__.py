"""The model as a better pen: what it is asked for, and what of its answer is accepted. Nothing here talks to anybody."""
