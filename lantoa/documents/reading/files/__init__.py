"""Readers of files, one module a format: each gives the printed text with its lines and tables, and no meaning."""
