"""The curated tables that reading uses, as data: nothing here runs. SOURCES.md says where each came from."""
