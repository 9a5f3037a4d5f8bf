"""What is known about sessions and the set-up: audit, accounts, doctor."""
