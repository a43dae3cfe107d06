"""Who offers, who looks for solutions, and who belongs to whom."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.lib.bilingual import in_current_language


class Land(models.TextChoices):
    """The Länder by their ISO 3166-2:DE code."""

    BW = "BW", _("Baden-Württemberg")
    BY = "BY", _("Bayern")
    BE = "BE", _("Berlin")
    BB = "BB", _("Brandenburg")
    HB = "HB", _("Bremen")
    HH = "HH", _("Hamburg")
    HE = "HE", _("Hessen")
    MV = "MV", _("Mecklenburg-Vorpommern")
    NI = "NI", _("Niedersachsen")
    NW = "NW", _("Nordrhein-Westfalen")
    RP = "RP", _("Rheinland-Pfalz")
    SL = "SL", _("Saarland")
    SN = "SN", _("Sachsen")
    ST = "ST", _("Sachsen-Anhalt")
    SH = "SH", _("Schleswig-Holstein")
    TH = "TH", _("Thüringen")


class Organisation(models.Model):
    """Organisation: a body whose members work here together: a municipality, a provider or the team."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Kommune")
        PROVIDER = "provider", _("Anbieter")
        CONSULTING = "consulting", _("Beratung")
        TEAM = "team", _("Marktplatz-Team")

    class Verification(models.TextChoices):
        NONE = "", _("noch nicht bestätigt")
        MAIL_DOMAIN = "mail_domain", _("über die E-Mail-Domain bestätigt")
        DOMAIN_PROOF = "domain_proof", _("über die eigene Domain bestätigt")
        REPOSITORY = "repository", _("über eine Datei im Quelltext bestätigt")
        REVIEWER = "reviewer", _("vom Marktplatz-Team bestätigt")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    url = models.URLField(max_length=400, blank=True)
    verification = models.CharField(max_length=20, choices=Verification, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    # The mail domain or address that served as proof; empty where the team looked for itself.
    verified_through = models.CharField(max_length=253, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisationen")

    def __str__(self) -> str:
        return self.name

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None


class MunicipalityProfile(models.Model):
    """Profil der Kommune: what suits it depends on; carried into its project folders.

    `operation` holds keys of catalogue.vocabulary.OPERATION_LABELS, `standards` keys of the standards the
    catalogue knows, `systems` free names of software that is already there. `musts` is what every offer has
    to meet: {"criterion": key, "options": [keys of answers that are enough]}, without options any that meets.
    """

    class Type(models.TextChoices):
        TOWN = "town", _("Gemeinde oder Stadt")
        COUNTY = "county", _("Landkreis")
        ASSOCIATION = "association", _("Zweckverband oder Verwaltungsgemeinschaft")

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="profile")
    type = models.CharField(max_length=20, choices=Type, default=Type.TOWN)
    land = models.CharField(max_length=2, choices=Land, blank=True)
    inhabitants = models.PositiveIntegerField(null=True, blank=True)
    operation = models.JSONField(default=list, blank=True)
    standards = models.JSONField(default=list, blank=True)
    systems = models.JSONField(default=list, blank=True)
    musts = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("Profil der Kommune")
        verbose_name_plural = _("Profile der Kommunen")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.inhabitants or '?'}"


class Membership(models.Model):
    """Mitgliedschaft: a person belongs to an organisation in a role; without the row there are no rights."""

    class Role(models.TextChoices):
        ADMIN = "admin", _("Verwaltung der Organisation")
        EDITOR = "editor", _("Bearbeitung")
        READER = "reader", _("Lesen")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.EDITOR)
    since = models.DateTimeField(auto_now_add=True)
    # The membership chosen last is the one its holder works in.
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since"]
        verbose_name = _("Mitgliedschaft")
        verbose_name_plural = _("Mitgliedschaften")
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} ({self.get_role_display()})"


class Invitation(models.Model):
    """Einladung: an address is asked to join; the token is sent by mail and only its digest is kept."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Membership.Role, default=Membership.Role.EDITOR)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")

    def __str__(self) -> str:
        return f"{self.email} → {self.organisation}"


class MailDomain(models.Model):
    """Amtliche Mail-Domain: who confirmed an address below it speaks for the named municipality."""

    domain = models.CharField(
        max_length=253, unique=True, help_text=_("Nur der Teil nach dem @, zum Beispiel musterstadt.de")
    )
    name = models.CharField(
        max_length=200, help_text=_("Amtlicher Name der Kommune, so wie sie hier heißen soll")
    )
    source = models.CharField(
        max_length=400,
        blank=True,
        help_text=_("Woher Sie das wissen, zum Beispiel die Adresse des Impressums"),
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["domain"]
        verbose_name = _("Amtliche Mail-Domain")
        verbose_name_plural = _("Amtliche Mail-Domains")

    def __str__(self) -> str:
        return f"{self.domain} ({self.name})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Domains compare in small letters, without the @ people like to type."""
        self.domain = self.domain.strip().lstrip("@").lower()
        super().save(*args, **kwargs)


class Provider(models.Model):
    """Anbieter: a body that offers a listing, public or private, as far as a named source says so."""

    class Kind(models.TextChoices):
        PUBLIC = "public", _("Öffentliche Stelle")
        PRIVATE = "private", _("Unternehmen")
        NONPROFIT = "nonprofit", _("Verein oder Stiftung")
        RESEARCH = "research", _("Forschung")
        COMMUNITY = "community", _("Freies Projekt")

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    seat = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=400, blank=True)
    source_title = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=400, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    # Whose members may speak for this provider; nobody until it has been claimed by proof.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="providers"
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("Anbieter")
        verbose_name_plural = _("Anbieter")

    def __str__(self) -> str:
        return self.name


class ProviderClaim(models.Model):
    """Anbieternachweis: an organisation says that it is this provider, and how it will prove that.

    `place` is where the proof is looked for: the host of the provider's website, or the address of one of
    its public repositories. `token` is what has to stand there; it is no secret once it does, and it proves
    something for this claim only. `contested` claims are never decided by a program.
    """

    class Method(models.TextChoices):
        DOMAIN = "domain", _("Datei auf der eigenen Website")
        REPOSITORY = "repository", _("Datei im öffentlichen Quelltext")
        REVIEWER = "reviewer", _("Prüfung durch das Marktplatz-Team")

    class State(models.TextChoices):
        OPEN = "open", _("offen")
        PROVEN = "proven", _("bestätigt")
        REFUSED = "refused", _("abgelehnt")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="claims")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="claims")
    method = models.CharField(max_length=20, choices=Method)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    contested = models.BooleanField(default=False)
    place = models.CharField(max_length=500, blank=True)
    token = models.CharField(max_length=64, editable=False)
    words = models.CharField(max_length=1000, blank=True, help_text=_("was die Organisation dazu schreibt"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    # When a program looks next; empty: not before somebody asks for it.
    check_at = models.DateTimeField(null=True, blank=True, db_index=True)
    problem_de = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("Anbieternachweis")
        verbose_name_plural = _("Anbieternachweise")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "organisation"], condition=Q(state="open"), name="one_open_claim"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} → {self.provider}"

    @property
    def problem(self) -> str:
        return in_current_language({"de": self.problem_de, "en": self.problem_en})

    @property
    def file_name(self) -> str:
        """The proof's file on a website; another part of the token than its content must be kept back,
        so that a server that answers every address with that address proves nothing."""
        return f"marktplatz-{self.token[:16]}.txt"
