"""What all tests share."""

from hypothesis import settings

# A deadline is an assertion about the speed of the machine; derandomised runs fail today or not at all.
settings.register_profile("hoidap", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("hoidap")
