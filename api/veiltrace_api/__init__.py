"""What people and programs talk to: commands now, HTTP routes later."""
