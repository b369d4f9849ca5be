"""What has come in: letters with proposals, read together, sorted by how much care they ask for."""
