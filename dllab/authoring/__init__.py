"""Tools for those who write exercises: is one any good, before the class sees it?"""
