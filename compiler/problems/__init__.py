"""The wording of the compiler's diagnostics, one small function a code, by phase."""
