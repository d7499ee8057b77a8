"""The attainable points of every part of a policy; see ``engine.py``."""
