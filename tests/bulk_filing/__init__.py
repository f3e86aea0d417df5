"""Many applications from one sheet."""
