"""What a person calls a heading: its whole path, or as much of its end as tells it apart, or its title.

In: what was written, the paths (一/（二）/3), their titles. Out: the paths that it can mean; more than one where it is too short.
Full and half width, blanks and quotation marks do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from dsl.folding import fold
from dsl.patterns import regex
from dsl.problems.unknown import UnknownName

_QUOTES = regex("[\"'《》〈〉]")
_AFTER_NUMBER = "、.．:： "
_NO_TITLES: Mapping[str, str] = MappingProxyType({})


def meant(written: str, paths: Iterable[str], titles: Mapping[str, str] = _NO_TITLES) -> tuple[str, ...]:
    """Return the paths that a name can mean; ``titles`` are those of the paths, where they are known.

    A whole path means just that; else every path with this title, with or without its number; else every path with this end.
    """
    wanted, known = key(written), tuple(dict.fromkeys(paths))
    if not wanted:
        return tuple(path for path in known if not path)
    by_path = [path for path in known if key(path) == wanted]
    by_title = [path for path in known if wanted in _titles(path, titles)]
    by_end = [path for path in known if key(path).endswith(f"/{wanted}")]
    return tuple(by_path or by_title or by_end)


def only(what: str, written: str, paths: Iterable[str], titles: Mapping[str, str] = _NO_TITLES) -> str:
    """Return the one path that a name means; ``UnknownName`` where it means none, or several."""
    known = tuple(paths)
    found = meant(written, known, titles)
    if len(found) != 1:
        shown = [path for path in known if path]
        raise UnknownName(what, written, shown, "" if found else nearest(written, shown, titles), found)
    return found[0]


def nearest(written: str, paths: Iterable[str], titles: Mapping[str, str] = _NO_TITLES) -> str:
    """Return the path of which some end, or the title, looks most like what was written; "" where none does."""
    names: dict[str, str] = {}
    for path in paths:
        parts = path.split("/")
        ends = [key("/".join(parts[start:])) for start in range(len(parts))]
        for name in (*ends, *_titles(path, titles)):
            names.setdefault(name, path)
    found = get_close_matches(key(written), names, 1, 0.5)
    return names[found[0]] if found else ""


def key(name: str) -> str:
    """Return what two spellings of one name share."""
    return _QUOTES.sub("", fold(name)).casefold()


def _titles(path: str, titles: Mapping[str, str]) -> tuple[str, ...]:
    title = titles.get(path, "")
    bare = title.removeprefix(path.rpartition("/")[2]).lstrip(_AFTER_NUMBER)
    return tuple(key(each) for each in (title, bare) if each)
