"""What can go wrong in the faces.

BotFault              base; its text is one line
+-- OperatorFault     the person running hoidap can mend it; exit code 2
"""


class BotFault(Exception):
    """Base of every error the faces raise; its text is one line, fit to be printed as it is."""


class OperatorFault(BotFault):
    """Something the operator set, typed or left out; the text names it, its value and the mend."""
