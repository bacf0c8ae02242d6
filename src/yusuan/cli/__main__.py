"""``python -m yusuan.cli`` is ``yusuan``."""

from yusuan.cli.main import main

if __name__ == "__main__":  # a spawned worker imports this module again and must not start over
    main()
