"""The child process of `openmined`; nothing else imports it."""
