"""Tests about the project itself: what stands in its tables, which way its arrows run."""
