"""In: a policy and a table in a database. Out: a table of results in the same database, made there; nothing of the data is read out.

To be imported from it: ``postgres.score_table``. Its libraries (the extras ``sql``, ``postgres``) are imported by its modules alone.
"""
