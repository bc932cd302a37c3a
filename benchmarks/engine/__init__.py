"""Steps a second of the whole chain: without papers beside hand-written SQL and three engines."""
