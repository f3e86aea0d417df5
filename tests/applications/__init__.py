"""Tests of applications: from draft to filed."""
