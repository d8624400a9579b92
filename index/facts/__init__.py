"""What articles report, found when they are indexed, each fact with the span that states it."""
