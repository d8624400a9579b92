"""Facts as text for the manifest: JSON that comes back as the same record."""

from functools import cache

from pydantic import TypeAdapter

from index.facts.records import FundFact, MeetingFact


def pack_meeting(fact: MeetingFact) -> str:
    """Return a meeting as JSON."""
    return _meetings().dump_json(fact, exclude_defaults=True).decode()


def unpack_meeting(packed: str) -> MeetingFact:
    """Return the meeting that ``pack_meeting`` wrote."""
    return _meetings().validate_json(packed)


def pack_fund(fact: FundFact) -> str:
    """Return a sum of a fund as JSON."""
    return _funds().dump_json(fact, exclude_defaults=True).decode()


def unpack_fund(packed: str) -> FundFact:
    """Return the sum that ``pack_fund`` wrote."""
    return _funds().validate_json(packed)


# Looking through the fields of a record takes a hundred times as long as reading one record.
@cache
def _meetings() -> TypeAdapter[MeetingFact]:
    return TypeAdapter(MeetingFact)


@cache
def _funds() -> TypeAdapter[FundFact]:
    return TypeAdapter(FundFact)
