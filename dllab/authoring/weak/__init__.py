"""Where checks let cheats earn points, or tell what they hide: the warnings of the author's gate."""
