"""``python -m graphmali``."""

from graphmali.cli import main

if __name__ == "__main__":
    main()
