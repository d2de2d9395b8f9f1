"""How closely nodes hang together: a local walk, its ranking, and the best explained paths."""
