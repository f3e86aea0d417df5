"""Acts on applications: drafts, filing, what comes after."""
