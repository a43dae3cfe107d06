"""Mail to be sent, each exactly once. Knows no domain."""
