"""Reads of licenses; those that serve a view take the actor."""
