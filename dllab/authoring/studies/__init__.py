"""What honest and broken networks reach, trained again and again, and the bands that follow from it."""
