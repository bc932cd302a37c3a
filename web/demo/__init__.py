"""The demonstration: the sample case as finished years, and a living year around today."""
