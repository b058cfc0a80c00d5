"""The five steps as pure functions from state to Change or a reason."""
