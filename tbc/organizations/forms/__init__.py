"""Forms of organizations and company accounts."""
