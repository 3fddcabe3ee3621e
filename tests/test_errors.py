"""The error tree: drawn in its docstring, explained, and able to cross process borders."""

from __future__ import annotations

import pickle

import pytest

from backfile import errors

TREE = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.BackfileError)]


@pytest.mark.parametrize("kind", TREE)
def test_every_error_is_drawn_in_the_tree(kind: type[errors.BackfileError]) -> None:
    row = next(line for line in (errors.__doc__ or "").splitlines() if f" {kind.__name__} " in line + " ")
    assert kind is errors.BackfileError or str(kind.status) in row


@pytest.mark.parametrize("kind", TREE)
def test_every_error_survives_pickling_with_its_cure(kind: type[errors.BackfileError]) -> None:
    error = pickle.loads(pickle.dumps(kind("what was wrong", cure="what to do")))
    assert (type(error), str(error)) == (kind, "what was wrong what to do")


def test_exit_codes_tell_bad_input_from_a_bad_archive() -> None:
    assert {errors.DamagedInput.exit_code, errors.ArchiveDamaged.exit_code} == {2, 3}
