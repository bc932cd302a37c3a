"""The steps by which a database comes from one version to the next, in order of number."""
