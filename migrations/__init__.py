"""The database's history: one numbered file per change, forward and back."""
