"""Percentages as they are printed, out of whole 分."""


def percent(part: int, whole: int) -> str:
    """``part`` in percent of ``whole`` with two places, half up."""
    scaled = (2 * 10_000 * abs(part) + abs(whole)) // (2 * abs(whole))
    sign = "-" if (part < 0) != (whole < 0) and scaled else ""
    return f"{sign}{scaled // 100}.{scaled % 100:02}"
