"""Look-ups, to see unusual use; partners, to match with."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "look_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("principal", sa.String(64), nullable=False),
        sa.Column("case_ref", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_look_up"),
        sa.ForeignKeyConstraint(["principal"], ["principal.id"], name="fk_look_up_principal"),
    )
    op.create_index("ix_look_up_principal_at", "look_up", ["principal", "at"])
    op.create_index("ix_look_up_case_ref_at", "look_up", ["case_ref", "at"])
    op.create_index("ix_look_up_at", "look_up", ["at"])
    op.create_table(
        "partner",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("registry_url", sa.String(500), nullable=False),
        sa.Column("agreement_id", sa.String(200), nullable=False),
        sa.Column("legal_basis", sa.String(64), nullable=False),
        sa.Column("purposes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_partner"),
    )
