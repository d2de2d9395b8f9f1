"""What the programs of a match share: HTTP on loopback, access files, optional parts."""
