"""``python -m bot`` is ``hoidap``."""

from bot.cli import main

if __name__ == "__main__":
    main()
