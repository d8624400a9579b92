"""What can go wrong with the articles and where they come from, said so that an operator can mend it.

CorpusFault           base; the message names the path or the address, the value and the mend
+-- FetchFault        a page could not be got from the web; it may work later
    +-- PageGone      the site says that there is no such page (any more)
"""


class CorpusFault(Exception):
    """Something wrong with one page or article; the message names the path, the value and the mend."""


class FetchFault(CorpusFault):
    """A page that could not be got from the web."""


class PageGone(FetchFault):
    """A page that the site does not have (any more): 404, 410, or a redirect to the front page or a not-found page.

    ``answer`` is what the site does instead, ``for_good`` whether it says that the page will not come back (410).
    """

    def __init__(self, url: str, answer: str, *, for_good: bool = False) -> None:
        super().__init__(f"{url}: the site has no such page ({answer}); check the address")
        self.answer = answer
        self.for_good = for_good
