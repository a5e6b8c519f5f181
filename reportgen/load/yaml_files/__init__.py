"""YAML files of an author: read with the place of every value, and changed so that all else stays as it was."""
