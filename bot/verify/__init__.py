"""Checks the numbers of written skills against the evidence that they rest on."""
