"""`python -m rashomon.cli`."""

from rashomon.cli.main import main

main(prog_name="rashomon")
