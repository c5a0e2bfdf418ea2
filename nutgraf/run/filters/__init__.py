"""The filters: rows in, rows out, each without a store."""
