"""Each speed and memory figure of the documents, as a command that also runs its peers.

    python -m benchmarks              all of them
    python -m benchmarks.gazetteer    one

Figures are printed, never asserted: a test that is timed fails on the slower machine.
"""
