"""What is installed is pinned, each with a licence, and the bill of materials lists the same."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import make_dependencies as dependencies

ROOT = Path(__file__).parents[2]
PINS = dependencies.pinned(dependencies.CONSTRAINTS.read_text("utf-8"))


def asked() -> list[Requirement]:
    """Return everything that pyproject.toml asks for, its own extras and what is not installed for work on it aside."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = {name: texts for name, texts in project["optional-dependencies"].items() if name not in dependencies.APART}
    texts = [*project["dependencies"], *(each for extra in extras.values() for each in extra)]
    return [found for found in map(Requirement, texts) if found.name != "zhunsheng"]


def test_everything_that_is_asked_for_is_pinned_within_what_is_asked() -> None:
    assert len(asked()) > 15
    for requirement in asked():
        assert requirement.specifier.contains(PINS[canonicalize_name(requirement.name)]), requirement


def test_what_that_needs_is_pinned_too_and_nothing_else() -> None:
    assert set(PINS) == set(dependencies.closure()), "run make dependencies, then make sbom"


def test_every_pin_has_a_licence() -> None:
    text = dependencies.LICENCES.read_text("utf-8")
    assert dependencies.listed(text) == PINS
    rows = [line for line in text.splitlines() if re.match(r"\| [a-z]", line)]
    assert len(rows) == len(PINS) and all(line.rsplit("|", 2)[1].strip() for line in rows)


def test_a_licence_is_what_the_package_declares() -> None:
    assert dependencies.licence(metadata.distribution("attrs")) == "MIT"
    assert dependencies.licence(metadata.distribution("hypothesis")) == "MPL-2.0"


def test_the_bill_of_materials_lists_the_pins_and_has_no_time_or_place() -> None:
    text = (ROOT / "docs" / "sbom.cdx.json").read_text("utf-8")
    bill = json.loads(text)
    assert bill["bomFormat"] == "CycloneDX" and bill["metadata"]["component"]["name"] == "zhunsheng"
    found = {canonicalize_name(each["name"]): each["version"] for each in bill["components"]}
    assert found == PINS
    assert "file:" not in text and "timestamp" not in bill["metadata"] and "serialNumber" not in bill


def test_make_installs_by_the_pins() -> None:
    made = (ROOT / "Makefile").read_text("utf-8")
    assert "pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'" in made
