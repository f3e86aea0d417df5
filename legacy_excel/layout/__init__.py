"""Understands a sheet by what stands on it: labels, sections and their extent, value cells by geometry (XLS-1)."""
