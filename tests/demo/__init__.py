"""The demo: its database, its data, its pages, its processes."""
