"""Content types by extension, the same on every machine: the system's own table is not consulted."""

import mimetypes

_OURS = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".gexf": "application/gexf+xml",
    ".graphml": "application/graphml+xml",
    ".gz": "application/gzip",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".rss": "application/rss+xml",
    ".ttl": "text/turtle",
    ".vcf": "text/vcard",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".zip": "application/zip",
}
_UNKNOWN = "application/octet-stream"
_WRITTEN_AS_TEXT = ("+json", "+xml", "/json", "/xml", "/yaml", "/jsonl")

_TYPES = mimetypes.MimeTypes().types_map[True] | _OURS


def media_type(name: str) -> str:
    """The `Content-Type` of a file called `name`, UTF-8 declared for what is text."""
    _, dot, extension = name.lower().rpartition(".")
    kind = _TYPES.get(dot + extension, _UNKNOWN) if dot else _UNKNOWN
    is_text = kind.startswith("text/") or kind.endswith(_WRITTEN_AS_TEXT)
    return f"{kind}; charset=utf-8" if is_text else kind
