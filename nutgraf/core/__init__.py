"""Pure functions of one item: no I/O, no clock, no randomness."""
