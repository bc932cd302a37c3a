"""The decision chain: rules, store, use cases, and what leaves the house."""
