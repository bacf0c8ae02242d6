"""Reconciliation: derived identities across statements."""
