"""Standalone pages from the package's templates: every hole is escaped, an unknown name is an error."""

from __future__ import annotations

from typing import Any


def page(template: str, **holes: Any) -> str:
    """Return a page; ``template`` is a file of ``zhunsheng/templates``. Jinja is imported here only, when one is written."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("zhunsheng", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(**holes)
