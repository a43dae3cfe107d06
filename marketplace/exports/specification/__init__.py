"""The product-neutral requirement text („Leistungsbeschreibung“) made from a project folder."""
