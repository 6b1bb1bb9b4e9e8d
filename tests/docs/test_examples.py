"""The YAML that the authors' pages show is as the schemas want it."""

import json
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt

from grader.yamlloader import Loader, yaml

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = {
    "course.md": ["course"],
    "exercise.md": ["track", "exercise"],
    "datasets.md": ["course"],
    "proving.md": ["mutants", "mutants"],
    "tutorial.md": ["exercise", "mutants"],
}


def examples(page):
    """The YAML blocks of a page, in their order."""
    tokens = MarkdownIt().parse((DOCS / "authors" / page).read_text())
    return [token.content for token in tokens if token.type == "fence" and token.info == "yaml"]


@pytest.mark.parametrize("page", EXAMPLES)
def test_the_examples_fit_their_schemas(page):
    for text, schema in zip(examples(page), EXAMPLES[page], strict=True):
        rules = json.loads((DOCS / f"{schema}.schema.json").read_text())
        # Times are no JSON: as texts they are told by the schema, too.
        jsonschema.validate(json.loads(json.dumps(yaml.load(text, Loader), default=str)), rules)


def test_an_example_that_does_not_fit_is_seen():
    rules = json.loads((DOCS / "exercise.schema.json").read_text())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.load(examples("exercise.md")[0], Loader), rules)
