"""Tenants, principals and their keys; cases, mandates, outcomes and refusals."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "tenant",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tenant"),
        sa.UniqueConstraint("name", name="uq_tenant_name"),
    )
    op.create_table(
        "principal",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("disabled_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_principal"),
        sa.UniqueConstraint("tenant", "name", name="uq_principal_tenant_name"),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name="fk_principal_tenant"),
    )
    op.create_table(
        "api_key",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("principal", sa.String(64), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_api_key"),
        sa.ForeignKeyConstraint(["principal"], ["principal.id"], name="fk_api_key_principal"),
    )
    op.create_index("ix_api_key_principal", "api_key", ["principal"])
    _make_case_tables()


def _make_case_tables() -> None:
    op.create_table(
        "case_file",
        sa.Column("case_ref", sa.String(64), nullable=False),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("registered_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("case_ref", name="pk_case_file"),
        sa.UniqueConstraint("case_ref", "tenant", name="uq_case_file_case_ref_tenant"),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name="fk_case_file_tenant"),
    )
    op.create_index("ix_case_file_tenant", "case_file", ["tenant"])
    op.create_table(
        "mandate",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("case_ref", sa.String(64), nullable=False),
        sa.Column("signed", sa.Text(), nullable=False),
        sa.Column("self_certified", sa.Boolean(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("stored_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mandate"),
        _belongs_to_a_case_of_its_tenant("mandate"),
    )
    op.create_index("ix_mandate_case_ref", "mandate", ["case_ref"])
    op.create_table(
        "outcome",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("case_ref", sa.String(64), nullable=False),
        sa.Column("contact_ref", sa.String(64)),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("principal", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outcome"),
        sa.ForeignKeyConstraint(["principal"], ["principal.id"], name="fk_outcome_principal"),
        _belongs_to_a_case_of_its_tenant("outcome"),
    )
    op.create_index("ix_outcome_case_ref", "outcome", ["case_ref"])
    op.create_table(
        "refusal",
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("person_ref", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "person_ref", name="pk_refusal"),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name="fk_refusal_tenant"),
    )


def _belongs_to_a_case_of_its_tenant(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["case_ref", "tenant"],
        ["case_file.case_ref", "case_file.tenant"],
        name=f"fk_{table}_case_ref_tenant",
    )
