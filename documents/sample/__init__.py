"""One worked example, RUN/536/2021: facts for previews and tests, and the case file to run."""

from documents.sample.situation import sample_ask, sample_letter, sample_situation

__all__ = ["sample_ask", "sample_letter", "sample_situation"]
