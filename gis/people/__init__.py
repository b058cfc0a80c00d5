"""Who may do what: accounts, roles, permissions, sign-in."""
