"""Commands on single files, and on the installation."""
