"""Reading: a text → mentions of places, times, actors, events and casualties, each with its span."""
