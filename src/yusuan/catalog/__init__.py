"""What is known before a document is read: trees of the cube, classification lists, lexicon, layouts; and loaders."""
