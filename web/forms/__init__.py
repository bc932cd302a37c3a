"""The forms of the pages: which fields they have, and what is asked of each."""
