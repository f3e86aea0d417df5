"""Pure decisions on claims and on the chain of dealers."""
