"""起草: an official document in, a policy folder out. Deterministic, offline; nothing is invented and no reading is chosen.

readers (a file → blocks) → layout (blocks → entries) → sentences (a sentence → rules, or why not) → writing (entries → a policy folder);
updating merges with this year's policy. In: a document. Out: a policy folder. Imported from here: the rooms below.
"""
