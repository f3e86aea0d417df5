"""Lists that the rules lean on."""
