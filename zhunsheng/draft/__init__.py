"""起草: an official document in, a policy folder out. Deterministic, offline; nothing is invented and no reading is chosen.

readers (a file → blocks) → outline (blocks → entries) → reading (a sentence → rules, or why not) → policy_text (entries → policy.md).
"""
