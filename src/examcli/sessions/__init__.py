"""What happens to a session: starting, next, completing, verifying, sitting, each under a lease."""
