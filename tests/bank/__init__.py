"""What the embedded bank promises: every question is right, readable and unlike the others."""
