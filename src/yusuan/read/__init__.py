"""bytes to a Disclosure: sniff, one adapter a format, stitch, recognise, interpret, narrative."""
