"""Markdown backend: the published rule table, the case tables behind it and the list of facts, as ``rules.md``.

In: ``core.Policy``. Out: one artifact. Words come from ``compiler/words/wording.py``, rows from ``tables.py``, the order of
the page from ``templates/rules.md.j2``; every hole of the template is escaped on its way out, so no text can become
markup.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from compiler import VERSION, core
from compiler.backends.artifact import Artifact
from compiler.backends.markdown.case_tables import CASE_COLUMNS
from compiler.backends.markdown.tables import DUTY_COLUMNS, FACT_COLUMNS, tables
from compiler.backends.mdtext import Shown, escape, inside
from dsl.diagnostics import Bag

PATH = "rules.md"


def emit(policy: core.Policy, bag: Bag) -> tuple[Artifact, ...]:
    """Return the rule table of a policy as Markdown; there is nothing it has to refuse."""
    template = _environment().get_template("rules.md.j2")
    text = template.render(
        policy=tables(policy),
        duty_columns=DUTY_COLUMNS,
        case_columns=CASE_COLUMNS,
        fact_columns=FACT_COLUMNS,
        version=VERSION,
    )
    return (Artifact(PATH, text.rstrip("\n") + "\n"),)


@cache
def _environment() -> Environment:
    # ``finalize`` sees the value of every hole; HTML escaping would only spoil the text.
    made = Environment(
        loader=PackageLoader("compiler.backends", "templates"),
        autoescape=False,
        finalize=escape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    made.filters["inside"] = inside
    # What a macro gives is a text made of holes that are escaped already.
    made.globals["ready"] = Shown
    return made
