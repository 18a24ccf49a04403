"""``python -m incidentmap`` is the command ``incidentmap``."""

from incidentmap.cli import main

if __name__ == "__main__":
    main()
