"""The list of cases as Django does it: the same rows of the same database, by keyset."""
