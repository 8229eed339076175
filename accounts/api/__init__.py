"""The REST API of accounts: register, sign in, refresh tokens, and read one's own account."""
