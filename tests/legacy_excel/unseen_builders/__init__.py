"""Workbooks in layouts that the samples do not show: each is a record first, then a sheet laid out from it."""
