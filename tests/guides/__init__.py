"""Help: guides and questions."""
