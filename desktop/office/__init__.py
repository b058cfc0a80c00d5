"""The office: a rail of pages for those who register, handle, check, evaluate and administer."""
