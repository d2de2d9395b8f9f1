"""The mapping of wallets on the specification vectors."""

from tests.connectors.mapping.samples import records_of, value_of

from veiltrace_privacy.normalise.value import Flag

WALLETS = ("crypto_wallets", "crypto/wallets.csv")


def test_an_address_with_a_wrong_checksum_is_kept_with_its_flag_and_matches_nothing() -> None:
    wallets = [record.entities[0] for record in records_of(*WALLETS)]
    flags = [value_of(wallet, "wallet").flag for wallet in wallets]
    assert flags == [Flag.OK, Flag.CHECKSUM, Flag.OK, Flag.CHECKSUM, Flag.OK]
    assert [wallet.ref.scheme == "wallet" for wallet in wallets] == [
        flag is Flag.OK for flag in flags
    ]
