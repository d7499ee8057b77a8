"""Patterns made of what was kept are those that ``re`` makes; whatever was kept, a pattern is never another."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl import patterns
from dsl.source import Source

POLICY = Path(__file__).parents[3] / "policies" / "ankang-2021-hotline" / "policy.md"
OWN = [r"每(?P<what>件|项)?扣(\d+)分", r"(?i)[a-z]+|(?P<b>b)", "", r"(?:百分之)?[一二三]{1,3}(?!分)", r"(?<=第)\d+"]


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_kept", "_new", "_made"):
        monkeypatch.setattr(patterns, name, {})
    monkeypatch.setattr(patterns._Keeping, "on", False)


@pytest.fixture
def kept() -> Iterator[bytes]:
    """Some patterns as a run keeps them; then it is another run."""
    patterns.use(None)
    for each in OWN:
        patterns.regex(each)
    saved = patterns.save()
    assert saved is not None and patterns.save() is None  # nothing new since
    for known in (patterns._kept, patterns._made):
        known.clear()
    return saved


def alike(one: re.Pattern[str], other: re.Pattern[str], text: str) -> bool:
    """Whether two patterns are the same and find the same."""
    found = [[(each.span(), each.groups(), each.groupdict()) for each in made.finditer(text)] for made in (one, other)]
    told = [(made.pattern, made.flags, made.groups, dict(made.groupindex)) for made in (one, other)]
    return found[0] == found[1] and told[0] == told[1]


@pytest.mark.parametrize("text", OWN)
def test_kept_and_made_again(kept: bytes, text: str) -> None:
    patterns.use(kept)
    again = patterns.regex(text)
    assert patterns._new == {}
    assert alike(again, re.compile(text), "每件扣12分，Ab，百分之三十二，第31条")
    assert patterns.regex(text) is again


def test_flags_make_another_pattern(kept: bytes) -> None:
    patterns.use(kept)
    assert patterns.regex("a", re.IGNORECASE).match("A") and not patterns.regex("a").match("A")


def test_every_pattern_of_a_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns.use(None)
    text = POLICY.read_text(encoding="utf-8")
    original = POLICY.with_name("source.txt").read_text(encoding="utf-8")
    compile_policy(PolicyText("a", Source("policy.md", text), Source("source.txt", original)))
    used = dict(patterns._made)
    assert used
    patterns.use(patterns.save())
    patterns._made.clear()
    for (pattern, flags), made in used.items():
        assert alike(patterns.regex(pattern, flags), re.compile(pattern, flags), text[:4000])
        assert made.pattern == pattern
    assert patterns._new == {}


@pytest.mark.parametrize("spoilt", [b"", b"x", b"\xe9\x05\x00\x00\x00", bytes(40)])
def test_what_is_no_saved_pattern(spoilt: bytes) -> None:
    with pytest.raises(ValueError, match="not saved patterns"):
        patterns.use(spoilt)
    assert patterns.regex("a+").match("aa")


def test_code_that_this_python_does_not_take(kept: bytes) -> None:
    patterns.use(kept)
    for key, (flags, groups, names, _) in list(patterns._kept.items()):
        patterns._kept[key] = (flags, groups, names, b"\xff" * 8)
    assert alike(patterns.regex(OWN[0]), re.compile(OWN[0]), "每件扣12分")


def test_a_python_without_such_code(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns.use(None)
    monkeypatch.delitem(sys.modules, "_sre")
    monkeypatch.setitem(sys.modules, "_sre", None)  # importing it fails
    assert patterns.regex("a+").match("aa") and patterns.save() is None


def test_a_wrong_pattern_is_told_as_ever() -> None:
    patterns.use(None)
    with pytest.raises(re.error):
        patterns.regex("(")


def test_what_is_too_much_is_left_behind(kept: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_MOST", len(OWN))
    patterns.use(kept)
    patterns.regex("another")
    saved = patterns.save()
    assert saved is not None
    patterns._kept.clear()
    patterns.use(saved)
    assert set(patterns._kept) == {("another", 0)}
