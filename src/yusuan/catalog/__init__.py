"""What is known before any document is read: trees of the cube, classification lists, lexicon, layouts. Data and loaders."""
