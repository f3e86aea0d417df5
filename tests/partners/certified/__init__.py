"""A certified OpenID provider from npm, to sign in by as by the demo's own: what both do alike is the standard."""
