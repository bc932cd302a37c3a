"""How fast it is: figures printed as ratios of one run, never asserted by a test."""
