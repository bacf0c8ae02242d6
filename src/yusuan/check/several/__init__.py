"""Several documents held against each other: which belong together, and what they state of the same point."""
