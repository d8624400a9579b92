"""What can go wrong in the index.

IndexFault            an operator can mend it; the message names the value and the mend
+-- IndexMissing      there is no index yet
+-- IndexForeign      the index was made by another encoder or another version of the pipeline
+-- IndexBroken       a store cannot be read
+-- IndexBusy         another process is writing
+-- FilterUnread      a place, period or fund to filter by cannot be read
"""


class IndexFault(Exception):
    """Base of every error the index raises; its text is one line for an operator."""


class IndexMissing(IndexFault):
    """The index folder holds no index."""


class IndexForeign(IndexFault):
    """The index was made by another encoder or pipeline than the one configured."""


class IndexBroken(IndexFault):
    """A store of the index cannot be opened or read."""


class IndexBusy(IndexFault):
    """Another process holds the writer's lock."""


class FilterUnread(IndexFault):
    """What a person wrote to filter facts by names no place, period or fund."""
