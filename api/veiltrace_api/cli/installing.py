"""`veiltrace init`: a key and an empty store."""

from veiltrace_api.cli.options import Home, output, settings_of
from veiltrace_api.installation import create_installation


def init(home: Home = None) -> None:
    """Make a new installation: a key file (mode 600) and an empty store."""
    settings = settings_of(home)
    create_installation(settings)
    console = output()
    console.print(f"key    {settings.key_file}   [bold]keep a copy elsewhere[/]: without it the")
    console.print("       store cannot be read; who has both reads everything")
    console.print(f"store  {settings.store_file}")
    console.print("\nNext: [bold]veiltrace ingest FILE[/] loads a source, --help says which kinds.")
