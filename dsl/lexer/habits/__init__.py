"""How clerks shorten what they write, made plain: points without a verb, what is compared with last year, several things at once.

In: the tokens of a line. Out: the tokens of the sentence that is meant.
"""
