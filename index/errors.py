"""What can go wrong in the index.

IndexFault            an operator can mend it; the message names the value and the mend
+-- IndexMissing      there is no index yet
+-- IndexForeign      the index was made by another encoder or another version of the pipeline
+-- IndexBroken       a store cannot be read
+-- IndexUnreachable  the Chroma server does not answer
+-- IndexBusy         another process is writing
+-- FilterUnread      a place, period or fund to filter by cannot be read
"""

import errno


def is_full(error: BaseException) -> bool:
    """Return whether an error of the system or of a library says that no more can be written."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    return any(sign in str(error).lower() for sign in ("disk is full", "no space left", "file too large", "quota"))


def mend_of(error: BaseException) -> str:
    """Return what mends a store that a library could not read or write."""
    if is_full(error):
        return "the disk is full: free some of it and run `hoidap index`, it goes on where it stopped"
    return "run `hoidap index --full`"


class IndexFault(Exception):
    """Base of every error the index raises; its text is one line for an operator."""


class IndexMissing(IndexFault):
    """The index folder holds no index."""


class IndexForeign(IndexFault):
    """The index was made by another encoder or pipeline than the one configured."""


class IndexBroken(IndexFault):
    """A store of the index cannot be opened or read."""


class IndexUnreachable(IndexFault):
    """The Chroma server does not answer, or lets nobody in; once it does, all goes on as before."""


class IndexBusy(IndexFault):
    """Another process holds the writer's lock, or another machine is writing the Chroma server."""


class FilterUnread(IndexFault):
    """What a person wrote to filter facts by names no place, period or fund."""
