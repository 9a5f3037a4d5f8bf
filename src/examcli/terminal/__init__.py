"""What a person sees: questions, tables, progress, an audit, a bench."""
