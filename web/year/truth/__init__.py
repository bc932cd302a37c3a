"""The truth of whole years: what a run has left, against what must be and what was foretold."""
