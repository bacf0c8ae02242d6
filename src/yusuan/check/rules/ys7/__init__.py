"""Family YS7: targets – of projects and of whole bodies, in words and in indicators."""
