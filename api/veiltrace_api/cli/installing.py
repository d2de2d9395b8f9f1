"""`veiltrace init`: keys, an empty store, the control plane and the audit log."""

from veiltrace_api.cli.options import Home, output, settings_of
from veiltrace_api.installation import create_installation


def init(home: Home = None) -> None:
    """Make a new installation: keys (mode 600), an empty store, control plane and audit log.

    Run again after it was stopped, or on an older installation, it makes what is missing.
    """
    settings = settings_of(home)
    create_installation(settings)
    console = output()
    console.print(f"key    {settings.key_file}   [bold]keep a copy elsewhere[/]: without it the")
    console.print("       store cannot be read; who has both reads everything")
    console.print(f"store  {settings.store_file}")
    console.print(f"log    {settings.audit_file}   every question and answer, without people")
    console.print("\nNext: [bold]veiltrace ingest FILE[/] loads a source, --help says which kinds.")
