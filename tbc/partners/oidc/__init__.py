"""OpenID Connect with a partner portal: discovery, keys, the code flow, ID tokens, logout (PRT-1, PRT-2)."""
