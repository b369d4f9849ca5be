"""From files to plain data, with findings for what cannot be read.

A broken file is kept as broken, never dropped: it still counts as a record, and its id still exists.
"""
