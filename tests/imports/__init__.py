"""Tests of the import of legacy workbooks."""
