"""Checks of groups: their names, and which terms belong to them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from topictag.model.limits import MAX_GROUPS_PER_TERM, MAX_TERM_GROUPS
from topictag.model.strings import unpack_strings
from topictag.model.word_checks import string_problems
from topictag.names import is_printable

if TYPE_CHECKING:
    from topictag.model.compiled import Model


def group_name_problems(model: "Model") -> Iterator[str]:
    """Yield what is wrong with the names of a model's groups; stop at the first problem."""
    yield from string_problems("groups", model.groups)
    if model.n_groups > MAX_TERM_GROUPS:
        yield f"groups contains {model.n_groups:,} names, more than {MAX_TERM_GROUPS:,}"
    names = unpack_strings(model.groups)
    for name in names:
        if not is_printable(name):
            yield f"groups contains {name!a:.80}, which is not a printable name"
    if len(set(names)) < len(names):
        yield "groups contains a name twice"


def member_problems(model: "Model") -> Iterator[str]:
    """Yield what is wrong with the members of groups; the shapes of all other arrays have been checked."""
    bounds, members, n_groups = model.member_bounds, model.members, model.n_groups
    shape = (model.first_gram + 1,) if n_groups else (0,)
    if bounds.shape != shape:
        yield f"member_bounds has shape {bounds.shape}, not {shape}"
    if members.ndim != 1 or not (n_groups or members.size == 0):
        yield f"members has shape {members.shape}, for {n_groups} groups"
    if not n_groups:
        return
    if bounds[0] != 0 or bounds[-1] != len(members) or (bounds[1:] < bounds[:-1]).any():
        yield f"member_bounds does not divide the {len(members)} members"
    sizes = np.diff(bounds)
    if sizes.max() > MAX_GROUPS_PER_TERM:
        yield f"member_bounds puts a term into {sizes.max()} groups, more than {MAX_GROUPS_PER_TERM}"
    if sizes[model.n_lemmas : model.n_singles].any():
        yield "member_bounds puts a family into a group; only lemmas and pairs can be members"
    if members.size and members.max() >= n_groups:
        yield f"members points outside the {n_groups} groups"
    begins = np.zeros(len(members) + 1, dtype=bool)
    begins[bounds] = True
    if not ((members[1:] > members[:-1]) | begins[1:-1]).all():
        yield "members contains a group twice for one term, or out of order"
