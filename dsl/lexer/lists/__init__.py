"""How a sentence says the same of several things, levels or kinds at once: 分别, 各得, 一、二、三等奖, 两项均未达到.

In: the tokens of a line. Out: the tokens of the sentences that are meant.
"""
