"""The tables of the control plane as this program reads them; `migrations` makes them.

A test compares the two. `Ref` columns hold keyed ids only, so nobody is named here but tenants,
their staff and partners.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from veiltrace_api.control.columns import Code, Codes, Document, Moment, Name, Ref

# Constraints need names of their own before a later migration can change them.
METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

TENANT = Table(
    "tenant",
    METADATA,
    Column("id", Ref, primary_key=True),
    Column("name", Name, nullable=False, unique=True),
)

PRINCIPAL = Table(
    "principal",
    METADATA,
    Column("id", Ref, primary_key=True),
    Column("tenant", Ref, ForeignKey("tenant.id"), nullable=False),
    Column("name", Name, nullable=False),
    Column("roles", Codes, nullable=False),
    Column("disabled_at", Moment),
    UniqueConstraint("tenant", "name"),
)

API_KEY = Table(
    "api_key",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("principal", Ref, ForeignKey("principal.id"), nullable=False, index=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

CASE_FILE = Table(
    "case_file",
    METADATA,
    Column("case_ref", Ref, primary_key=True),
    Column("tenant", Ref, ForeignKey("tenant.id"), nullable=False, index=True),
    Column("registered_at", Moment, nullable=False),
    Column("closed_at", Moment),
    # What mandates and outcomes refer to: a case together with its tenant, never one of another's.
    UniqueConstraint("case_ref", "tenant"),
)

MANDATE = Table(
    "mandate",
    METADATA,
    Column("id", Ref, primary_key=True),
    Column("tenant", Ref, nullable=False),
    Column("case_ref", Ref, nullable=False, index=True),
    Column("signed", Document, nullable=False),
    Column("self_certified", Boolean, nullable=False),
    Column("opens_on", Date, nullable=False),
    Column("expires_on", Date, nullable=False),
    Column("stored_at", Moment, nullable=False),
    ForeignKeyConstraint(["case_ref", "tenant"], ["case_file.case_ref", "case_file.tenant"]),
)

OUTCOME = Table(
    "outcome",
    METADATA,
    Column("id", Ref, primary_key=True),
    Column("tenant", Ref, nullable=False),
    Column("case_ref", Ref, nullable=False, index=True),
    Column("contact_ref", Ref),
    Column("kind", Code, nullable=False),
    Column("at", Moment, nullable=False),
    Column("principal", Ref, ForeignKey("principal.id"), nullable=False),
    ForeignKeyConstraint(["case_ref", "tenant"], ["case_file.case_ref", "case_file.tenant"]),
)

# Rows are never deleted: who once refused to be contacted as a third party stays refused.
REFUSAL = Table(
    "refusal",
    METADATA,
    Column("tenant", Ref, ForeignKey("tenant.id"), primary_key=True),
    Column("person_ref", Ref, primary_key=True),
    Column("at", Moment, nullable=False),
)

# `case_ref` refers to no table: to look up a case that is not one's own is what must show.
LOOK_UP = Table(
    "look_up",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("principal", Ref, ForeignKey("principal.id"), nullable=False),
    Column("case_ref", Ref, nullable=False),
    Column("purpose", Code, nullable=False),
    Column("action", Code, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "principal", "at"),
    Index(None, "case_ref", "at"),
    Index(None, "at"),
)

PARTNER = Table(
    "partner",
    METADATA,
    Column("name", Code, primary_key=True),
    Column("registry_url", String(500), nullable=False),
    Column("agreement_id", Name, nullable=False),
    Column("legal_basis", Code, nullable=False),
    Column("purposes", Codes, nullable=False),
)
