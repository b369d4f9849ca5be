"""The catalogue as JSON files that programs read (`/api/v1/`); `openapi.py` describes them.

Version 1 only ever grows: nothing that is there goes or changes its meaning (`tests/exports/api_shapes.txt`).
"""
