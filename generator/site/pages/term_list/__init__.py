"""Lists of terms."""
