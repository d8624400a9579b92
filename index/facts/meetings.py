"""Finds the meeting that an article reports, by the grammar of such news.

News of a meeting opens with its day and who held it; what later sentences announce or recall is another story.
"""

from collections.abc import Sequence
from dataclasses import replace

from corpus.article import Article
from index.facts.meeting_parts import (
    find_chairs,
    find_ordinal,
    find_organiser,
    find_part_of_day,
    find_people,
    find_place,
    find_purpose,
)
from index.facts.meeting_results import find_results
from index.facts.meeting_years import find_year
from index.facts.occasions import Occasion, find_occasion, name_of
from index.facts.reading import FactGrammar, Story
from index.facts.records import MeetingFact, WrittenDay
from index.types import Passage


def find_meetings(article: Article, passages: Sequence[Passage], grammar: FactGrammar) -> list[MeetingFact]:
    """Return the meeting that ``article`` reports, or nothing.

    A day without a year takes the year of publication, or the one before if the day would lie far ahead of it; without
    a date of publication, the year that is told of the meeting, if one is.
    """
    return meetings_of(Story.of(article, passages), grammar)


def meetings_of(story: Story, grammar: FactGrammar) -> list[MeetingFact]:
    """Return the meeting of an article already cut into its sentences, or nothing."""
    occasion = find_occasion(story)
    if occasion is None:
        return []
    sentence = occasion.sentence
    people = find_people(story, grammar)
    return [
        MeetingFact(
            span=sentence.span,
            what=name_of(story, occasion),
            ordinal=find_ordinal(story, occasion),
            day=_day(story, occasion),
            part_of_day=find_part_of_day(occasion),
            place=find_place(occasion),
            organiser=find_organiser(occasion),
            chairs=find_chairs(story, people, grammar),
            people=people,
            purpose=find_purpose(occasion),
            results=find_results(story, occasion),
        )
    ]


def _day(story: Story, occasion: Occasion) -> WrittenDay | None:
    if occasion.day is None or occasion.dated_by is None:
        return None
    day = story.day(occasion.dated_by, occasion.day)
    return day if day.year else replace(day, year=find_year(story, occasion))
