"""The nation on a simulated clock: every region an installation of its own, side by side."""
