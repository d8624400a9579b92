"""Whether periods share days: one that a question names, and one that a text tells."""

from index.types import Constraint, Period


def in_any(constraint: Constraint, period: Period) -> bool:
    """Return whether ``period`` shares a day with any period of the constraint.

    A term of office (2019-2024) tells of no year in it, and only meets what holds it whole.
    """
    if is_term(period):
        return any(asked.first <= period.first and period.last <= asked.last for asked in constraint.periods)
    return any(overlap(asked, period, constraint.yearless) for asked in constraint.periods)


def is_term(period: Period) -> bool:
    """Return whether a period is longer than a year, as a term of office is."""
    return (period.last - period.first).days > _A_YEAR


def overlap(asked: Period, period: Period, yearless: bool) -> bool:
    """Return whether two periods share a day; one asked without a year is met in any."""
    if yearless:
        return any(_same_days(asked, period, year) for year in {period.first.year, period.last.year})
    return asked.first <= period.last and period.first <= asked.last


def _same_days(asked: Period, period: Period, year: int) -> bool:
    """Return whether the period lies, in ``year``, at the days asked; one far longer (a year) tells nothing of them."""
    shift = year - asked.last.year
    try:
        first, last = (day.replace(year=day.year + shift) for day in (asked.first, asked.last))
    except ValueError:  # 29 February
        return False
    longest = max((last - first).days, _A_MONTH)
    return first <= period.last and period.first <= last and (period.last - period.first).days <= longest


_A_MONTH = 31
_A_YEAR = 366
