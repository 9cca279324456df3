"""The parts of the command `summitry`."""
