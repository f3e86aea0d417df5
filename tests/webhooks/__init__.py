"""Tests of webhooks: what other systems are told, in which order, and how they know that it is us."""
