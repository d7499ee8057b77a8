"""Sentences and clauses made at random from a table of forms, for laws that hold whatever is written; seeded, no clock, no files.

``things`` what sentences are about · ``forms`` how they speak of it · ``around`` what is said of other sentences · ``clauses`` several
of them together · ``spelling`` the same sentence in other words · ``laws`` · ``amounts`` laws of how many points.
"""
