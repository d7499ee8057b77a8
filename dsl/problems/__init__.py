"""The wording of the diagnostics of this package, one small function a code, by phase."""
