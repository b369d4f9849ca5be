"""The kit of a listening path: questions as data, forms and papers made of them, answers counted."""
