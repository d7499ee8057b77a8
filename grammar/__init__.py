"""The language as data: its words, its grammar of one line, its codes. No code stands here."""
