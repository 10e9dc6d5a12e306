"""Benchmarks: programs that measure. Nothing here is installed, and no test depends on how fast a machine is."""
