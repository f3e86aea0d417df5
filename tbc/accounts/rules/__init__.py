"""Pure decisions on addresses and passwords: standard library only."""
