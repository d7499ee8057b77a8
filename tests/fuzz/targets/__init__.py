"""The table of targets: one file each."""

from __future__ import annotations

from tests.fuzz.targets import drafts, edits, outputs, policies, sentences, sheets

TARGETS = tuple(each.TARGET for each in (sentences, policies, sheets, drafts, edits, outputs))
