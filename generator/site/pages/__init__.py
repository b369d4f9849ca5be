"""Every kind of page, and the tables to download beside it: which records, in what order, under what address."""
