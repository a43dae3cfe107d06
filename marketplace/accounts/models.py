"""Who may sign in."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Konto: a person who can sign in. So far only operators have one; the own model keeps the way open."""
