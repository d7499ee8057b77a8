"""Whatever comes in, sentences, policies, sheets, documents, edits, names: what goes wrong has a code, what comes out is harmless.

``targets`` one file each, in one table · ``oracle`` what must hold · ``mutating`` how texts are damaged · ``running`` examples run and
counted · ``minimising`` the smallest example that fails. A normal run takes a fixed number of examples of each target (two minutes of
one core for all), ``make fuzz MINUTES=10`` takes new ones on every core until the time is over.
"""
