"""`python -m web`: the command line."""

from web.cli import main

main()
