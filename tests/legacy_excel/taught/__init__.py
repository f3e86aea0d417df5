"""Tests of forms that are taught by pointing at cells."""
