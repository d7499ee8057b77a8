"""What the language is: source positions, documents, words, lexer, parser, surface tree, types, diagnostics, formatter."""
