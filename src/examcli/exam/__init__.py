"""The vocabulary of an exam: blueprint, plan, question, figure, material, text, verification."""
