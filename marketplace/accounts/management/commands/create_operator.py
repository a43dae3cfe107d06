"""An account for whoever runs this installation, made at the machine itself."""

from __future__ import annotations

import getpass
import uuid
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from marketplace.accounts.models import User


class Command(BaseCommand):
    help = "Create an operator's account, or give an existing account operator's rights."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="?", help="mail address; asked for when left out")

    def handle(self, *_args: Any, **options: Any) -> None:
        email = (options["email"] or input("Mail address: ")).strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email!r} is no mail address.") from error
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User(username=uuid.uuid4().hex, email=email, name=input("Name: ").strip()[:150])
            user.set_password(self._password(user))
        self._keep(user)
        self.stdout.write(f"{email} may sign in at /konto/anmelden/ and sets up a second factor there first.")

    def _password(self, user: User) -> str:
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Password again: "):
            raise CommandError("The two passwords differ.")
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password

    @transaction.atomic
    def _keep(self, user: User) -> None:
        """Whoever sits at the machine needs no mail to confirm an address."""
        user.is_active = user.is_staff = user.is_superuser = True
        user.save()
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
