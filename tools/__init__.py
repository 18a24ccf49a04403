"""Commands for those who work on incidentmap: building data, the bundle, the documents. Not installed."""
