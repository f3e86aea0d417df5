"""`python -m tbc`: the same as the `tbc` command."""

from tbc.commands import cli

cli(prog_name="tbc")
