"""`python -m generator` is `intreccio`."""

from generator.cli import main

main()
