"""Accounts over REST: register, sign in, refresh, and who one is."""
