"""The text of one cell as one line."""


def one_line(text: str) -> str:
    """The text of a cell without its line breaks; figures and words of two lines stay apart."""
    lines = text.rstrip().splitlines()
    if len(lines) < 2:
        return lines[0] if lines else ""
    out = lines[0].rstrip()
    for line in lines[1:]:
        bare = line.strip()
        apart = out[-1:].isascii() and bare[:1].isascii() and not (out + bare[:1]).isspace()
        out += " " + bare if apart and out and bare else bare
    return out
