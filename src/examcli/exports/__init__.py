"""A session as a document: the JSON contract, Markdown, a page to print; templates of pages."""
