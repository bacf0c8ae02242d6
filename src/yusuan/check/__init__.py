"""a Disclosure to findings: derived identities, reconciliation, rules."""
