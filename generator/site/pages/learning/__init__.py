"""Where to learn, who seeks and offers skills, who has already done it."""
