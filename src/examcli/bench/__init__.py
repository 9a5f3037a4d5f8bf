"""The verification harness: measured, judged, reported.

It runs the scenarios behind the two claims of examcli (ten questions in under five seconds; from
the second batch on the prefix comes from the cache), holds them to the bars of a file, and writes
one report document from which every other form of the report is drawn.
"""
