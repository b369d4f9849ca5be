"""What other sites may show inside their pages: small pages of their own, the element that brings them, oEmbed."""
