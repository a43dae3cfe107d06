"""A provider's place to work in: forms made from the catalogue's fields and from the criteria."""
