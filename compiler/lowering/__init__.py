"""Lowering: Surface in, Core out, room by room: names, declarations, conditions, tiers, amounts, effects, outline.

In: Surface. Out: Core, with every finding in the bag. Imported from here: ``compiler/pipeline.py`` alone.
"""
