"""Making and opening an installation: a key file and a store in one folder."""

from veiltrace_api.settings import Settings
from veiltrace_graph.errors import StoreUnavailable
from veiltrace_graph.keyring import create_key_file, load_key_file
from veiltrace_graph.stores.sqlite.store import SqliteStore


def create_installation(settings: Settings) -> None:
    """Make the folder, a new key and an empty store.

    Raises: KeyFileError, StoreUnavailable: there is one already (never overwritten), or the
    folder cannot be written.
    """
    if settings.store_file.exists():
        raise StoreUnavailable(f"there is already a store at {settings.store_file}")
    try:
        settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreUnavailable(f"cannot make {settings.home}: {error.strerror}") from None
    keyring = create_key_file(settings.key_file)
    SqliteStore.create(settings.store_file, keyring).close()


def open_store(settings: Settings) -> SqliteStore:
    """Return the installation's store, opened under its key.

    Raises: KeyFileError, StoreMissing, StoreTooNew, StoreUnavailable: what is wrong and what to do.
    """
    return SqliteStore.open(settings.store_file, load_key_file(settings.key_file))
