"""Channels on loopback: servers that speak what the real ones speak, keep what they are sent, and refuse what the real
ones refuse. Tests of the adapters and stories in the browser use the same ones."""
