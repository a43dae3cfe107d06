"""The criteria catalogue as data: editions of questions administrations ask. Knows no listing."""
