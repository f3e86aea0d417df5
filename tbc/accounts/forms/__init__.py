"""Forms of an account, and the sentences with which they refuse."""
