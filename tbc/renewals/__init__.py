"""The offer to renew, its invoice, the longer term (RNW)."""
