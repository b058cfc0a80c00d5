"""Who sits here: sign-in, lock, first administrator, own password."""
