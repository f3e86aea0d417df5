"""Pure normalisers, a module per subject; each returns the value together with what was done to get it (XLS-4)."""
