"""A form that a bureau hands out, filled with the amounts of a ledger in the same workbook."""
