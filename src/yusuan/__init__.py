"""yusuan (预算): read, check and compose the budget disclosures of China's government departments."""

__version__ = "0.1.0"
