"""The audit log: what was asked, allowed, refused and shown, in a tree nobody can alter unseen."""
