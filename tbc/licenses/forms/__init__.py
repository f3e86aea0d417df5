"""Forms about licenses."""
