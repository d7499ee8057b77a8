"""Small mistakes in a condition, in points, in an effect, in a clause, in a heading: each yields (kind or words, changed node)."""
