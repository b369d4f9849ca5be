"""What is new: pages, feeds and bulletins of what history tells."""
