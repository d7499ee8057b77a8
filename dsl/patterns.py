"""Regular expressions that take long to compile, made so that a shell can keep what compiling gave and the next run need not do it.

Python compiles a pattern in Python, letter by letter: the words of the language take a good part of the time of a short run. What comes
out is a list of numbers, which ``save`` returns and ``use`` takes. Neither Python nor this module promises that the numbers of one
version mean anything to another: they are good for one ``sys.version`` only. Where nothing was taken, or a Python gives no such numbers,
patterns compile as ever. Shape of what is kept: rows of text, flags, (flags, groups, names of groups, code).
"""

from __future__ import annotations

import marshal
import re
from array import array
from typing import Any

_MOST = 500  # patterns kept; a policy has one or two of its own, the rest are the language's

_Key = tuple[str, int]
_Parts = tuple[int, int, dict[str, int], bytes]

_kept: dict[_Key, _Parts] = {}  # from earlier runs
_new: dict[_Key, _Parts] = {}  # of this one
_made: dict[_Key, re.Pattern[str]] = {}
_later: dict[
    _Key, re.Pattern[str]
] = {}  # what a long run made last, when ``_made`` was full: never kept, the oldest goes


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern, as ``re.compile`` does; raises ``re.error`` as it does."""
    key = (text, int(flags))
    found = _made.get(key) or _later.get(key)
    if found is None:
        found = (_from_parts(key) if _Keeping.on else None) or re.compile(text, flags)
        if len(_made) < _MOST:
            _made[key] = found
        else:
            if len(_later) >= _MOST:
                del _later[next(iter(_later))]
            _later[key] = found
    return found


class _Keeping:
    """Whether somebody keeps what is made here."""

    on = False


def use(kept: bytes | None) -> None:
    """Take what ``save`` gave under the same version of Python, or nothing, to begin with; anything else raises ``ValueError``."""
    _Keeping.on = True
    try:
        rows = [] if kept is None else marshal.loads(kept)  # noqa: S302  # whoever gives them answers for them
        _kept.update({(text, flags): parts for text, flags, parts in rows})
    except (EOFError, TypeError, ValueError) as error:
        raise ValueError("not saved patterns") from error


def save() -> bytes | None:
    """Return all that was taken or made, to be kept; None where nothing is new. Where it is too much, only what this run used."""
    if not _new:
        return None
    known = {**_kept, **_new}
    _kept.update(_new)
    _new.clear()
    if len(known) > _MOST:
        known = {each: parts for each, parts in known.items() if each in _made}
    return marshal.dumps([(*each, parts) for each, parts in known.items()])


def _from_parts(key: _Key) -> re.Pattern[str] | None:
    """Make a pattern as ``re`` does, but of what was kept; None where this Python does it in another way."""
    try:
        import _sre  # type: ignore[import-not-found]  # no module that Python promises

        parts = _kept.get(key) or _new.get(key)
        if parts is None:
            parts = _parts(key)
            if len(_new) < _MOST:
                _new[key] = parts
        flags, groups, names, code = parts
        by_number: list[str | None] = [None] * (groups + 1)
        for name, number in names.items():
            by_number[number] = name
        made: re.Pattern[str] = _sre.compile(key[0], flags, array("I", code).tolist(), groups, names, tuple(by_number))
    except (ImportError, AttributeError, TypeError, ValueError, OverflowError, RuntimeError):
        return None
    return made


def _parts(key: _Key) -> _Parts:
    from re import _compiler, _parser  # type: ignore[attr-defined]  # no names that Python promises

    text, flags = key
    parsed: Any = _parser.parse(text, flags)
    code: Any = _compiler._code(parsed, flags)
    state = parsed.state
    return flags | state.flags, state.groups - 1, dict(state.groupdict), array("I", code).tobytes()
