"""What a document may be; the numbers stand in the operating guide and in ADR 0021."""

from __future__ import annotations

MEGABYTE = 1_000_000
DOCUMENT_MEGABYTES = 25
DOCUMENT_BYTES = DOCUMENT_MEGABYTES * MEGABYTE
IMAGE_MEGAPIXELS = 40
IMAGE_PIXELS = IMAGE_MEGAPIXELS * 1_000_000
PDF_OBJECTS = 500_000
UNPACKED_MEGABYTES = 200
ARCHIVE_MEMBERS = 2_000
ARCHIVE_RATIO = 100
XML_DEPTH = 200
XML_ELEMENTS = 2_000_000
# Versions a listing may have waiting at once, so that nobody fills the disk before anything is looked at.
MOST_WAITING = 20
MOST_DOCUMENTS = 200
# What an organisation may keep here in all, with former and withdrawn versions: these are never deleted.
ORGANISATION_MEGABYTES = 2_000

# One inspection: wall-clock and processor seconds, address space.
INSPECTION_SECONDS = 60
INSPECTION_MEMORY_MEGABYTES = 1500
