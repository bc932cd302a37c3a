"""Every benchmark in one run: `make bench`."""

import sys

from benchmarks import docx, duties, mail, pdf, seal


def main() -> int:
    """Run each in turn; the exit code says whether every goal was reached."""
    codes = [docx.main(), pdf.main(), mail.main(), duties.main()]
    seal.main()
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
