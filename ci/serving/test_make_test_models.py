"""The committed test models are what the script writes."""

import make_test_models


def test_committed_models_are_current():
    committed = {
        str(file.relative_to(make_test_models.OUT)): file.read_bytes()
        for file in make_test_models.OUT.rglob("*")
        if file.is_file()
    }
    assert committed == make_test_models.files()
