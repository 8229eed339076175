"""Words that rooms need where several protocols meet, beyond those of the native protocol."""
