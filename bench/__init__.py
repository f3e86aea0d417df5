"""Benchmarks: they print ratios of one run, never absolute promises."""
