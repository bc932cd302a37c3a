"""Pages at a hundred cases and at a hundred thousand: seeded stores, real servers, their load."""
