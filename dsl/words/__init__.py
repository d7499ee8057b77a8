"""The words of the language, from ``grammar/lexicon.toml``.

In: the word list. Out: tokens, spellings, numerals, words cut from text. Imported from here: every module.
"""
