"""The office page 账号: who has an account, what it may do, and keeping it."""
