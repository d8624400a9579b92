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
    tells_of_company,
    tells_of_giver,
    tells_of_named,
    tells_of_that_person,
    tells_of_that_spot,
    tells_of_whole,
    tells_what_place_gave,
    tells_which_village,
    tells_worth,
)
from index.ranks import holds_rank
from index.requirements import asks_when_done, holds_contact, holds_done, holds_relation, is_of_genre, names_doer
from index.telling_apart import (
    tells_day_of,
    tells_gift,
    tells_how_long,
    tells_income,
    tells_new_count,
    tells_of_guests,
    tells_of_relief,
    tells_of_that_kind,
    tells_replacement,
    tells_share_left,
    tells_that_side,
    tells_that_year,
    tells_what_befell,
    tells_who_not,
    tells_why,
    tells_withdrawal,
)
from index.together import tells_of_one
from index.types import Question

_OF_REPORTS = (
    holds_rank,
    holds_done,
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
    tells_what_place_gave,
    tells_new_count,
    tells_share_left,
    tells_of_company,
)

_OF_ANY_TEXT = (holds_contact, is_of_part)


def tells_what_is_needed(question: Question, asked: Wanted, candidate: Candidate) -> bool:
    """Return whether a sentence tells it; ``asked`` are the telling words of the question that are no constraint.

    Reports tell of many people, sums and places in a row, and of each in the same words, so that a sentence which holds
    those of the question may well be of another. Other texts call what they tell by words that no rule knows.
    """
    if not all(tells(question, candidate) for tells in _OF_ANY_TEXT):
        return False
    if not (candidate.background.is_report or is_of_genre(question)):
        return not asks_when_done(question) or holds_relation(question, asked, candidate)
    return holds_relation(question, asked, candidate) and all(tells(question, candidate) for tells in _OF_REPORTS)
