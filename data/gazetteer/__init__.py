"""The curated gazetteer tables, as data: nothing here runs. SOURCES.md says where each came from."""
