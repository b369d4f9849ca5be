"""Linked data (RDF), by rdflib: the extra `rdf`. Modules here load it when they are loaded, so they are loaded late."""
