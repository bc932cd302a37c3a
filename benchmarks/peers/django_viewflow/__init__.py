"""django-viewflow (AGPL 3) walks the chain as a flow with its own process and task tables.

It is only called, in a process and an environment of its own, and nothing of it is copied.
"""
