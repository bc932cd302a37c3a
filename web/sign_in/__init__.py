"""Signing in: passwords, codes, passkeys, the organisation's own sign-in, and what lets one in."""
