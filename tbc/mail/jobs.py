"""The room's background work: sending letters, and finding those that were left behind."""
