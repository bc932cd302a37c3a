"""Use cases: one verb function each, one transaction each, named after what the office does."""
