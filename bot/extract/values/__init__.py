"""Named values in text: names, units, shapes, and the words around a number."""
