"""The year on a simulated clock: a case file run through the whole chain, with all its papers."""
