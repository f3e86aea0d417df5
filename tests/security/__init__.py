"""Tests of what an attacker would try, on every page and every form."""
