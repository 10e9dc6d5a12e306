"""The checks that decide what of a model's words is accepted, each for one kind of fault."""
