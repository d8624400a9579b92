"""All that a sentence has to tell before it can answer, however many words of the question it holds."""

from index.candidates import Candidate
from index.details import is_of_part
from index.earlier_office import tells_earlier_office
from index.matching import Wanted
from index.of_whom import (
    tells_age_of_kin,
    tells_aim,
    tells_builder,
    tells_occasion,
    tells_of_giver,
    tells_of_named,
    tells_of_that_person,
    tells_of_that_spot,
    tells_of_whole,
    tells_which_village,
    tells_worth,
)
from index.ranks import holds_rank
from index.requirements import holds_contact, holds_done, holds_relation, names_doer
from index.telling_apart import (
    tells_day_of,
    tells_gift,
    tells_how_long,
    tells_income,
    tells_of_guests,
    tells_of_relief,
    tells_of_that_kind,
    tells_replacement,
    tells_that_side,
    tells_that_year,
    tells_what_befell,
    tells_who_not,
    tells_why,
    tells_withdrawal,
)
from index.together import tells_of_one
from index.types import Question

_NEEDED = (
    holds_rank,
    holds_contact,
    holds_done,
    is_of_part,
    names_doer,
    tells_that_side,
    tells_of_that_kind,
    tells_day_of,
    tells_gift,
    tells_how_long,
    tells_what_befell,
    tells_who_not,
    tells_of_giver,
    tells_of_named,
    tells_of_whole,
    tells_aim,
    tells_occasion,
    tells_of_that_spot,
    tells_of_that_person,
    tells_worth,
    tells_age_of_kin,
    tells_earlier_office,
    tells_of_one,
    tells_that_year,
    tells_income,
    tells_replacement,
    tells_withdrawal,
    tells_builder,
    tells_of_relief,
    tells_of_guests,
    tells_why,
    tells_which_village,
)


def tells_what_is_needed(question: Question, asked: Wanted, candidate: Candidate) -> bool:
    """Return whether a sentence tells it; ``asked`` are the telling words of the question that are no constraint."""
    related = holds_relation(question, asked, candidate)
    return related and all(tells(question, candidate) for tells in _NEEDED)
