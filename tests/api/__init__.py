"""Tests of the API: who may call, what is answered, and that the same call is done once."""
