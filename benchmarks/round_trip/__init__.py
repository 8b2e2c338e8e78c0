"""Round trip: text documents laid out as HTML, printed to PDF, read back, and scored like the text itself.

`python -m benchmarks.round_trip --help` says how to run it.
"""
