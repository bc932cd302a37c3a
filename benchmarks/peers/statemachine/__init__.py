"""python-statemachine (MIT) walks the chain, with its state in a row of a hand-written table."""
