"""The published schemas are those of the code, and editors can use them."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from dllab.authoring import schemas

ROOT = Path(__file__).resolve().parents[3]
FILES = list(schemas.by_file())


@pytest.mark.parametrize("file", FILES)
def test_the_published_schema_is_current(file, tmp_path):
    name = file.replace(".yaml", ".schema.json")
    assert tmp_path / name in schemas.write(tmp_path)
    assert (ROOT / "docs" / name).read_bytes() == (tmp_path / name).read_bytes(), "dllab author schemas docs"


@pytest.mark.parametrize("file", FILES)
def test_every_key_says_what_it_means(file):
    schema = schemas.by_file()[file]
    jsonschema.Draft202012Validator.check_schema(schema)
    keys = [(name, key) for name, one in schema["$defs"].items() for key in one["properties"]]
    silent = [(n, k) for n, k in keys if not schema["$defs"][n]["properties"][k].get("description")]
    assert keys
    assert silent == []


@pytest.mark.parametrize("file", ["track.yaml", "exercise.yaml", "mutants.yaml"])
def test_the_built_in_course_fits(file):
    validator = jsonschema.Draft202012Validator(schemas.by_file()[file])
    paths = sorted((ROOT / "exercises").rglob(file))
    assert paths
    for path in paths:
        assert list(validator.iter_errors(yaml.safe_load(path.read_text()))) == [], path


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("exercise.yaml", "id: a\ntitle: A\nsummary: A.\nkind: torch\nprovides: [f]\n"),
        ("exercise.yaml", "id: a\ntitle: A\nsummary: A.\nkind: numpy\nprovides: [f]\nexplore: [nothing]\n"),
        ("track.yaml", "title: A\n"),
        ("course.yaml", "titel: A\n"),
        ("course.yaml", "resources: {keras: {gpus: 1}}\n"),
        ("mutants.yaml", "survivors: [a]\n"),
    ],
)
def test_what_does_not_fit(file, text):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), schemas.by_file()[file])


def test_the_command_writes_them(dllab, tmp_path):
    done = dllab("author", "schemas", tmp_path / "for editors", "--json")
    assert done.status == 0
    found = [Path(name) for name in json.loads(done.out)["files"]]
    assert sorted(found) == sorted((tmp_path / "for editors").iterdir())
    (tmp_path / "file").write_text("")
    assert "cannot be written" in dllab("author", "schemas", tmp_path / "file").err
