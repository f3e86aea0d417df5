"""Fields that people fill in, defined as data: how each is read, checked, drawn, and what it says when it is wrong."""
