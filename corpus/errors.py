"""What can go wrong with the folder of articles, said so that an operator can mend it."""


class CorpusFault(Exception):
    """Something wrong with one page or article; the message names the path, the value and the mend."""
