"""Going: taking one's data along, and closing the account."""
