"""A partner portal for the tests: the demo's own, on a real port of loopback, that can be made to answer wrongly."""
